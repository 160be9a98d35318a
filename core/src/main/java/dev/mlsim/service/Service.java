package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.MapShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One AWS service: what holds for all of it, and its families, each of which loads when it is first
 * touched. What was loaded is immutable, and shared by all worlds. Safe for threads.
 */
public final class Service {
  private final ServiceProvider provider;
  private final LoadedFamilies families;
  private final Map<List<Object>, View> views = new ConcurrentHashMap<>();
  private final Map<Operation, Optional<String>> tokenMembers = new ConcurrentHashMap<>();

  private Service(ServiceProvider provider) {
    this.provider = provider;
    this.families = new LoadedFamilies(provider);
  }

  /** The service that the provider declares; nothing of it is loaded yet. */
  public static Service of(ServiceProvider provider) {
    return new Service(provider);
  }

  /** The service's name in mlsim, such as {@code sagemaker}. */
  public String name() {
    return provider.name();
  }

  /** Its API. */
  public Contract contract() {
    return families.contract();
  }

  /** The code of the error for input that breaks a constraint of the model. */
  public String validationCode() {
    return families.facts().validationCode();
  }

  /** How it writes tags. */
  public TagStyle tags() {
    return families.facts().tags();
  }

  /** How it lists. */
  public Listing listing() {
    return families.facts().listing();
  }

  /** What it makes of client tokens, if it makes anything of them. */
  public Optional<TokenRule> clientTokens() {
    return families.facts().clientTokens();
  }

  /** Members that its errors have where their shape knows them and nobody says otherwise. */
  public ObjectNode errorMembers() {
    return families.facts().errorMembers();
  }

  /**
   * Who makes a call that is signed with an access key.
   *
   * @param accessKey the access key's id, empty for a call that isn't signed
   */
  public Account caller(World world, String accessKey) {
    return families.facts().callers().apply(world, accessKey);
  }

  /** The names by which it can be asked; of mlsim's own services, that loads no family. */
  public ServiceIndex index() {
    return families.index();
  }

  /** The names of its families. */
  public List<String> families() {
    return provider.families();
  }

  /** What is declared of a family; {@code service} for what belongs to none. */
  public FamilyDeclaration family(String name) {
    return families.family(name);
  }

  /** What is declared of every family, what belongs to none first; loads them all. */
  public List<FamilyDeclaration> declarations() {
    return families.all();
  }

  /** The text of the index of each family, as the declarations have it; loads them all. */
  public Map<String, List<String>> indexLines() {
    return families.derived().lines();
  }

  /** Its resource types by name; loads all families. */
  public Map<String, ResourceType> types() {
    Map<String, ResourceType> all = new LinkedHashMap<>();
    families.all().forEach(family -> all.putAll(family.types()));
    return all;
  }

  /** The events that it sends of stored objects, which are none for most; loads what has some. */
  public List<ObjectEvents> objectEvents() {
    return families.index().familiesOfObjectEvents().stream()
        .flatMap(name -> families.family(name).objectEvents().stream())
        .toList();
  }

  /** Whether it declares a type of that name. */
  public boolean declares(String type) {
    return families.index().familyOfType(type) != null;
  }

  /** The type of that name, if it declares one; loads its family. */
  public Optional<ResourceType> type(String name) {
    return families.type(name);
  }

  /** The type that is referred to; loads its family. */
  public ResourceType type(TypeRef type) {
    if (type instanceof ResourceType declared) {
      return declared;
    }
    ResourceType declared =
        families
            .type(type.name())
            .orElseThrow(
                () -> new IllegalStateException("mlsim: " + name() + " has no type " + type));
    if (!declared.title().equals(type.title())
        || !declared.missingCode().equals(type.missingCode())) {
      throw new IllegalStateException(
          "mlsim: what refers to [" + type + "] says something else of it than its declaration");
    }
    return declared;
  }

  /** Who answers each simulated operation; loads all families. */
  public Map<String, Handler> operations() {
    Map<String, Handler> all = new LinkedHashMap<>();
    families.all().forEach(family -> all.putAll(family.operations()));
    return all;
  }

  /** The names of the operations that are simulated. */
  public Set<String> simulated() {
    return families.index().operations();
  }

  /** Who answers an operation, if it is simulated; loads its family. */
  public Optional<Handler> handler(String operation) {
    return families.handler(operation);
  }

  /** Whether it has a quota of that name; loads the family that may have it. */
  public boolean hasQuota(String name) {
    return families.index().familiesOfQuota(name).stream()
        .flatMap(family -> families.family(family).quotas().stream())
        .anyMatch(quota -> quota.isNamed().test(name));
  }

  /** Names of its quotas, to choose from; loads the families that have some. */
  public List<String> quotaNames() {
    return families.index().familiesOfQuotas().stream()
        .flatMap(family -> families.family(family).quotaNames().stream())
        .flatMap(names -> names.get().stream())
        .toList();
  }

  /** What a test can tell it by that class; loads the family that has it. */
  public Optional<Setup.Kind<?>> setup(Class<?> type) {
    return families
        .index()
        .familyOfSetup(type.getName())
        .flatMap(
            family ->
                families.family(family).setups().stream()
                    .filter(kind -> kind.type() == type)
                    .findFirst());
  }

  /** What loaded families have happen when a resource of another of them enters a state. */
  public List<ResourceType.Effect> watching(String type, Transition move) {
    return families.watching(type, move);
  }

  /**
   * What the operation that describes resources of its type shows of one.
   *
   * @throws IllegalArgumentException if no simulated operation describes them
   */
  public ObjectNode shown(Resource resource, World world) {
    Map.Entry<String, Describe> describer =
        describer(resource)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "mlsim: no simulated operation of " + name() + " describes " + resource));
    Operation operation = contract().operation(describer.getKey()).orElseThrow();
    return describer.getValue().view(this, operation).of(resource, world);
  }

  /** Others whose way is the resource's, too, as the operation that describes it has it. */
  public List<Resource> beside(Resource resource, World world) {
    return describer(resource)
        .map(describer -> describer.getValue().beside(resource, world))
        .orElse(List.of());
  }

  private Optional<Map.Entry<String, Describe>> describer(Resource resource) {
    String family = families.index().familyOfType(resource.type());
    if (family != null) {
      for (Map.Entry<String, Handler> entry : families.family(family).operations().entrySet()) {
        if (entry.getValue() instanceof Describe describe && describe.isOf(resource)) {
          return Optional.of(Map.entry(entry.getKey(), describe));
        }
      }
    }
    return Optional.empty();
  }

  /** The member of an operation's input that holds the client token, if it has one. */
  public Optional<String> tokenMember(Operation operation) {
    return tokenMembers.computeIfAbsent(
        operation,
        o ->
            o.input().stream()
                .flatMap(shape -> shape.members().stream())
                .filter(Member::idempotencyToken)
                .map(Member::name)
                .findFirst());
  }

  /** How resources of a type look as the output of an operation; empty where it has none. */
  View view(ResourceType type, Operation operation) {
    return views.computeIfAbsent(
        List.of(type, operation),
        key ->
            operation
                .output()
                .map(shape -> new View(type, shape, tags(), showsUnknown(operation)))
                .orElse(View.NOTHING));
  }

  /**
   * How resources of a type look in one member of the output, or in its elements, if it is a list
   * or a map.
   */
  View view(ResourceType type, Operation operation, String member) {
    return views.computeIfAbsent(
        List.of(type, operation, member),
        key -> new View(type, structure(operation, member), tags(), showsUnknown(operation)));
  }

  /** Only what shows a resource for its own sake shows members that the contract lacks. */
  private static boolean showsUnknown(Operation operation) {
    return operation.name().startsWith("Describe") || operation.name().startsWith("Get");
  }

  /** The structure of an output's member, or of what stands deeper: {@code Results.Endpoint}. */
  private static StructureShape structure(Operation operation, String path) {
    Optional<StructureShape> structure = operation.output();
    for (String member : path.split("\\.", -1)) {
      structure = structure.flatMap(s -> s.member(member)).flatMap(m -> structure(m.shape()));
    }
    return structure.orElseThrow(
        () ->
            new IllegalStateException(
                "mlsim: [" + path + "] of " + operation + " holds no structures"));
  }

  private static Optional<StructureShape> structure(Shape shape) {
    Shape element =
        shape instanceof ListShape list
            ? list.element()
            : shape instanceof MapShape map ? map.value() : shape;
    return element instanceof StructureShape structure ? Optional.of(structure) : Optional.empty();
  }

  @Override
  public String toString() {
    return name();
  }

  /** What holds for a service as a whole. */
  record Facts(
      String validationCode,
      TagStyle tags,
      Listing listing,
      BiFunction<World, String, Account> callers,
      Optional<TokenRule> clientTokens,
      ObjectNode errorMembers) {}

  /** Collects what holds for a service as a whole, and what belongs to none of its families. */
  public static final class Builder {
    private final Family itself;
    private String validationCode = "ValidationException";
    private TagStyle tags = TagStyle.list("Tags", "Key", "Value");
    private Listing listing =
        new Listing(
            100, false, call -> new ServiceError(validationCode, "Invalid pagination token."));
    private BiFunction<World, String, Account> callers = (world, accessKey) -> world.account();
    private Optional<TokenRule> clientTokens = Optional.empty();
    private ObjectNode errorMembers = Documents.empty();

    Builder(Contract contract, ServiceProvider provider) {
      this.itself = new Family(ServiceIndex.ITSELF, contract, provider);
    }

    /** The code of the error for input that breaks a constraint of the model. */
    public Builder validationCode(String code) {
      validationCode = code;
      return this;
    }

    /** How it writes tags. */
    public Builder tags(TagStyle style) {
      tags = style;
      return this;
    }

    /** How it lists. */
    public Builder listing(Listing style) {
      listing = style;
      return this;
    }

    /**
     * Client tokens work: an operation whose input has one answers a call that is made again as it
     * did before, with no second effect.
     *
     * @param life how long a token is remembered, in virtual time
     * @param reused the error for a token that comes again with other parameters
     */
    public Builder clientTokens(Duration life, Function<Call, ServiceError> reused) {
      clientTokens = Optional.of(new TokenRule(life, reused));
      return this;
    }

    /** Members that errors have where their shape knows them and nobody says otherwise. */
    public Builder errorMembers(String json) {
      errorMembers = Documents.of(json);
      return this;
    }

    /**
     * Who makes a call, by the id of the access key it is signed with; for services in which
     * several accounts share something.
     */
    public Builder callers(BiFunction<World, String, Account> accountOf) {
      callers = accountOf;
      return this;
    }

    /** Who answers an operation that is about resources of all families, such as their tags. */
    public Builder operation(String name, Handler handler) {
      itself.operation(name, handler);
      return this;
    }

    /** What a test can tell this service in its own words; see {@link Family#setup}. */
    public <T extends Setup> Builder setup(Class<T> type, Function<Setup.Place, T> maker) {
      itself.setup(type, maker);
      return this;
    }

    /** A limit that AWS has on the rate of calls; see {@link Family#usualRate}. */
    public Builder usualRate(String operation, double perSecond, String... except) {
      itself.usualRate(operation, perSecond, except);
      return this;
    }

    /** A known difference from AWS; see {@link Family#differs}. */
    public Builder differs(String id, String about, String how) {
      itself.differs(id, about, how);
      return this;
    }

    /** A fact that we had to decide; see {@link Family#judged}. */
    public Builder judged(String id, String about, String fact) {
      itself.judged(id, about, fact);
      return this;
    }

    Facts facts() {
      return new Facts(validationCode, tags, listing, callers, clientTokens, errorMembers);
    }

    FamilyDeclaration itself() {
      return itself.declared();
    }
  }
}
