package dev.mlsim.services.sagemaker;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Glob;

/** The parts of an {@link Environment}, and what can be wrong with each. Immutable. */
public final class EnvironmentParts {
  private final Environment environment;
  private final int times;

  EnvironmentParts(Environment environment, int times) {
    this.environment = environment;
    this.times = times;
  }

  private Thing thing(String subject, String name) {
    return new Thing(environment, times, subject, Glob.of(requireNonNull(name, "name")));
  }

  /** Something of which something is said. */
  private record Thing(Environment environment, int times, String subject, Glob name) {
    void is(String condition) {
      environment.say(new Environment.Said(subject, name, condition, times));
    }
  }

  /** Roles that SageMaker works with, by ARN. */
  public Role role(String arn) {
    return new Role(thing("role", arn));
  }

  /** Images of containers, by URI. */
  public Image image(String uri) {
    return new Image(thing("image", uri));
  }

  /** What is read or written at a location of S3 or below it. */
  public Location location(String uri) {
    return new Location(thing("location", uri));
  }

  /** Keys of KMS, by id or ARN as the caller names them. */
  public Key key(String idOrArn) {
    return new Key(thing("key", idOrArn));
  }

  /** Subnets, by id. */
  public Subnet subnet(String id) {
    return new Subnet(thing("subnet", id));
  }

  /** Security groups, by id. */
  public SecurityGroup securityGroup(String id) {
    return new SecurityGroup(thing("securityGroup", id));
  }

  /** Types of instances, such as {@code ml.m5.large}. */
  public Instances instances(String type) {
    return new Instances(thing("instances", type));
  }

  /** Model packages, by name or ARN as the caller names them. */
  public ModelPackages modelPackage(String nameOrArn) {
    return new ModelPackages(thing("modelPackage", nameOrArn));
  }

  /** What the caller may do, by the name of the operation. */
  public Operations operation(String name) {
    return new Operations(thing("operation", name));
  }

  /** Roles, and what is wrong with them. */
  public static final class Role {
    private final Thing thing;

    private Role(Thing thing) {
      this.thing = thing;
    }

    /** The caller may not pass them: Create is refused with AccessDeniedException. */
    public void cannotBePassed() {
      thing.is("cannotBePassed");
    }

    /** They don't exist, or SageMaker may not assume them: Create is refused. */
    public void cannotBeAssumed() {
      thing.is("cannotBeAssumed");
    }

    /** SageMaker may not assume them any more when a job starts, which fails. */
    public void losesTrust() {
      thing.is("losesTrust");
    }
  }

  /** Images, and what is wrong with them. */
  public static final class Image {
    private final Thing thing;

    private Image(Thing thing) {
      this.thing = thing;
    }

    /** There is no such image: Create is refused. */
    public void isMissing() {
      thing.is("isMissing");
    }

    /** There is no such repository: Create is refused. */
    public void hasNoRepository() {
      thing.is("hasNoRepository");
    }

    /** The repository can't be read: Create is refused. */
    public void cannotBeRead() {
      thing.is("cannotBeRead");
    }

    /** They can't be pulled: a job or an endpoint fails. */
    public void cannotBePulled() {
      thing.is("cannotBePulled");
    }

    /** The role may not pull them: an endpoint fails. */
    public void cannotBePulledByRole() {
      thing.is("cannotBePulledByRole");
    }
  }

  /** Locations, and what is wrong with them. */
  public static final class Location {
    private final Thing thing;

    private Location(Thing thing) {
      this.thing = thing;
    }

    /** There is nothing: Create is refused, a processing job fails. */
    public void isMissing() {
      thing.is("isMissing");
    }

    /** The role may not read or write there: a job fails, a model is refused. */
    public void isDenied() {
      thing.is("isDenied");
    }

    /** There is no route to S3 from the job's VPC, so that it fails. */
    public void isUnreachable() {
      thing.is("isUnreachable");
    }

    /** A key there has two slashes in a row, so that a training job fails. */
    public void hasDoubledSlash() {
      thing.is("hasDoubledSlash");
    }

    /** It ends within a name, so that a training job in FastFile mode fails. */
    public void isPartialPrefix() {
      thing.is("isPartialPrefix");
    }
  }

  /** Keys, and what is wrong with them. */
  public static final class Key {
    private final Thing thing;

    private Key(Thing thing) {
      this.thing = thing;
    }

    /** There is no such key, or the role may not use it: a job fails. */
    public void isDenied() {
      thing.is("isDenied");
    }
  }

  /** Subnets, and what is wrong with them. */
  public static final class Subnet {
    private final Thing thing;

    private Subnet(Thing thing) {
      this.thing = thing;
    }

    /** There is no such subnet: Create is refused; a processing job fails. */
    public void isMissing() {
      thing.is("isMissing");
    }

    /** Its VPC has no usable DHCP options, so that a processing job fails. */
    public void lacksDhcpOptions() {
      thing.is("lacksDhcpOptions");
    }
  }

  /** Security groups, and what is wrong with them. */
  public static final class SecurityGroup {
    private final Thing thing;

    private SecurityGroup(Thing thing) {
      this.thing = thing;
    }

    /** There is no such group: Create is refused; a processing job fails. */
    public void isMissing() {
      thing.is("isMissing");
    }
  }

  /** Instances, and what they can't do. */
  public static final class Instances {
    private final Thing thing;

    private Instances(Thing thing) {
      this.thing = thing;
    }

    /** A training job runs out of memory while it trains. */
    public void haveTooLittleMemory() {
      thing.is("haveTooLittleMemory");
    }

    /** A training job runs out of memory when it uploads its model. */
    public void haveTooLittleMemoryToUpload() {
      thing.is("haveTooLittleMemoryToUpload");
    }

    /** Their storage can't be encrypted with a key: Create is refused. */
    public void takeNoKey() {
      thing.is("takeNoKey");
    }
  }

  /** Model packages, and what is wrong with them. */
  public static final class ModelPackages {
    private final Thing thing;

    private ModelPackages(Thing thing) {
      this.thing = thing;
    }

    /** The caller has not subscribed to the offer: CreateModel is refused. */
    public void isNotSubscribed() {
      thing.is("isNotSubscribed");
    }

    /** It is of the Marketplace, so that no Environment may be given. */
    public void takesNoEnvironment() {
      thing.is("takesNoEnvironment");
    }
  }

  /** Operations, and what the caller may not do. */
  public static final class Operations {
    private final Thing thing;

    private Operations(Thing thing) {
      this.thing = thing;
    }

    /** A policy denies the caller the call explicitly. */
    public void isDenied() {
      thing.is("isDenied");
    }

    /** The caller may not give tags when he calls it. */
    public void deniesTags() {
      thing.is("deniesTags");
    }
  }
}
