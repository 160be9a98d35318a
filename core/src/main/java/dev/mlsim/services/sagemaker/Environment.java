package dev.mlsim.services.sagemaker;

import dev.mlsim.internal.Glob;
import dev.mlsim.service.SpokenSetup;
import java.util.Optional;

/**
 * What AWS checks elsewhere when SageMaker works: roles, images, objects, subnets, keys. By default
 * all of it is in order. A test says what is not, and gets the words that AWS has for it - at once,
 * or as the reason for which a job or an endpoint fails in the phase in which it would.
 *
 * <pre>{@code
 * sim.environment().role("arn:aws:iam::123456789012:role/Training").cannotBeAssumed();
 * sim.environment().image("*:latest").isMissing();
 * sim.environment().location("s3://churn/data").isDenied();
 * sim.environment().first(1).role("*").cannotBeAssumed(); // the role is so new
 * }</pre>
 *
 * <p>Names may have {@code *} and {@code ?}, which are wild. What was said last counts first. Safe
 * for threads.
 */
public final class Environment extends SpokenSetup<Environment.Said> {
  private static final int BOUND = 1_000;

  private final Place place;

  Environment(Place place) {
    super(place, BOUND, "the environment", "things that are not in order");
    this.place = place;
  }

  /**
   * A thing that is not in order.
   *
   * @param subject what it is, such as {@code role}
   * @param name which
   * @param condition what is wrong with it
   * @param left how often that is still met; negative for always
   */
  record Said(String subject, Glob name, String condition, int left) {
    Said once() {
      return new Said(subject, name, condition, left - 1);
    }
  }

  /** Only the first so many calls or jobs meet what is said next. */
  public EnvironmentParts first(int n) {
    if (n < 1) {
      throw new IllegalArgumentException(
          "mlsim: the first [" + n + "] that meet it are none; say 1 or more");
    }
    return new EnvironmentParts(this, n);
  }

  private EnvironmentParts always() {
    return new EnvironmentParts(this, -1);
  }

  /** Roles that SageMaker works with, by ARN. */
  public EnvironmentParts.Role role(String arn) {
    return always().role(arn);
  }

  /** Images of containers, by URI. */
  public EnvironmentParts.Image image(String uri) {
    return always().image(uri);
  }

  /** What is read or written at a location of S3 or below it. */
  public EnvironmentParts.Location location(String uri) {
    return always().location(uri);
  }

  /** Keys of KMS, by id or ARN as the caller names them. */
  public EnvironmentParts.Key key(String idOrArn) {
    return always().key(idOrArn);
  }

  /** Subnets, by id. */
  public EnvironmentParts.Subnet subnet(String id) {
    return always().subnet(id);
  }

  /** Security groups, by id. */
  public EnvironmentParts.SecurityGroup securityGroup(String id) {
    return always().securityGroup(id);
  }

  /** Types of instances, such as {@code ml.m5.large}. */
  public EnvironmentParts.Instances instances(String type) {
    return always().instances(type);
  }

  /** Model packages, by name or ARN as the caller names them. */
  public EnvironmentParts.ModelPackages modelPackage(String nameOrArn) {
    return always().modelPackage(nameOrArn);
  }

  /** What the caller may do, by the name of the operation. */
  public EnvironmentParts.Operations operation(String name) {
    return always().operation(name);
  }

  void say(Said word) {
    said.say(word);
  }

  /** Whether the test has said anything. */
  public boolean isInOrder() {
    return said.all().isEmpty();
  }

  /**
   * Whether a thing is as a preset has it; that counts. Called under the simulator's lock.
   *
   * @param subject what it is
   * @param name which
   * @param condition what would be wrong with it
   */
  public boolean meets(String subject, String name, String condition) {
    return place.locked(
        () -> {
          Optional<Said> met =
              said.find(
                  word ->
                      Optional.of(word)
                          .filter(w -> w.left != 0 && fits(w, subject, name, condition)));
          met.filter(word -> word.left > 0).ifPresent(word -> said.replace(word, word.once()));
          return met.isPresent();
        });
  }

  private static boolean fits(Said word, String subject, String name, String condition) {
    return word.subject.equals(subject)
        && word.condition.equals(condition)
        && (word.name.matches(name)
            || (subject.equals("location") && name.startsWith(word.name.toString())));
  }
}
