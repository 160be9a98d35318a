package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The declaration of one AWS service: its resource types, and who answers each operation. Immutable
 * and shared by all worlds.
 */
public final class Service {
  private final Contract contract;
  private final String validationCode;
  private final TagStyle tags;
  private final Listing listing;
  private final Map<String, ResourceType> types;
  private final Map<String, Handler> operations;
  private final List<Quota> quotas;
  private final List<Supplier<List<String>>> quotaNames;
  private final List<Setup.Kind<?>> setups;
  private final BiFunction<World, String, Account> callers;
  private final List<Caveat> caveats;
  private final Optional<TokenRule> clientTokens;
  private final ObjectNode errorMembers;
  private final Map<List<Object>, View> views = new ConcurrentHashMap<>();
  private final Map<Operation, Optional<String>> tokenMembers = new ConcurrentHashMap<>();

  private Service(Builder facts) {
    this.contract = facts.contract;
    this.validationCode = facts.validationCode;
    this.tags = requireNonNull(facts.tags, "tags");
    this.listing = requireNonNull(facts.listing, "listing");
    this.types = Collections.unmodifiableMap(new LinkedHashMap<>(facts.types));
    this.operations = Collections.unmodifiableMap(new LinkedHashMap<>(facts.operations));
    this.quotas = List.copyOf(facts.quotas);
    this.caveats = List.copyOf(facts.caveats);
    this.quotaNames = List.copyOf(facts.quotaNames);
    this.setups = List.copyOf(facts.setups);
    this.callers = facts.callers;
    this.clientTokens = facts.clientTokens;
    this.errorMembers = facts.errorMembers;
  }

  /** Starts the declaration of the service that the contract is of. */
  public static Builder of(Contract contract) {
    return new Builder(contract);
  }

  /** The service's name in mlsim, such as {@code sagemaker}. */
  public String name() {
    return contract.service();
  }

  /** Its API. */
  public Contract contract() {
    return contract;
  }

  /** The code of the error for input that breaks a constraint of the model. */
  public String validationCode() {
    return validationCode;
  }

  /** How it writes tags. */
  public TagStyle tags() {
    return tags;
  }

  /** How it lists. */
  public Listing listing() {
    return listing;
  }

  /** Its resource types by name. */
  public Map<String, ResourceType> types() {
    return types;
  }

  /** Whether it declares a type of that name. */
  public boolean declares(String type) {
    return types.containsKey(type);
  }

  /** Who answers each simulated operation. */
  public Map<String, Handler> operations() {
    return operations;
  }

  /** Who answers an operation, if it is simulated. */
  public Optional<Handler> handler(String operation) {
    return Optional.ofNullable(operations.get(operation));
  }

  /** What a reader of the fidelity ledger should know. */
  public List<Caveat> caveats() {
    return caveats;
  }

  /** Its quotas. */
  public List<Quota> quotas() {
    return quotas;
  }

  /** Names of its quotas, to choose from. */
  public List<String> quotaNames() {
    return quotaNames.stream().flatMap(names -> names.get().stream()).toList();
  }

  /** What a test can tell it in its own words. */
  public List<Setup.Kind<?>> setups() {
    return setups;
  }

  /**
   * Who makes a call that is signed with an access key.
   *
   * @param accessKey the access key's id, empty for a call that isn't signed
   */
  public Account caller(World world, String accessKey) {
    return callers.apply(world, accessKey);
  }

  /** What it makes of client tokens, if it makes anything of them. */
  public Optional<TokenRule> clientTokens() {
    return clientTokens;
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

  /** Members that its errors have where their shape knows them and nobody says otherwise. */
  public ObjectNode errorMembers() {
    return errorMembers;
  }

  /** How resources of a type look as the output of an operation; empty where it has none. */
  View view(ResourceType type, Operation operation) {
    return views.computeIfAbsent(
        List.of(type, operation),
        key ->
            operation
                .output()
                .map(shape -> new View(type, shape, tags, showsUnknown(operation)))
                .orElse(View.NOTHING));
  }

  /** How resources of a type look in one member of the output, or in the elements of a list. */
  View view(ResourceType type, Operation operation, String member) {
    return views.computeIfAbsent(
        List.of(type, operation, member),
        key -> new View(type, structure(operation, member), tags, showsUnknown(operation)));
  }

  /** Only what shows a resource for its own sake shows members that the contract lacks. */
  private static boolean showsUnknown(Operation operation) {
    return operation.name().startsWith("Describe") || operation.name().startsWith("Get");
  }

  private static StructureShape structure(Operation operation, String member) {
    Shape shape = operation.output().flatMap(output -> output.member(member)).orElseThrow().shape();
    Shape element = shape instanceof ListShape list ? list.element() : shape;
    if (element instanceof StructureShape structure) {
      return structure;
    }
    throw new IllegalStateException(
        "mlsim: [" + member + "] of " + operation + " holds no structures");
  }

  @Override
  public String toString() {
    return name();
  }

  /** Collects the parts of a declaration. */
  public static final class Builder {
    private final Contract contract;
    private String validationCode = "ValidationException";
    private TagStyle tags = TagStyle.list("Tags", "Key", "Value");
    private Listing listing =
        new Listing(
            100, false, call -> new ServiceError(validationCode, "Invalid pagination token."));
    private final Map<String, ResourceType> types = new LinkedHashMap<>();
    private final Map<String, Handler> operations = new LinkedHashMap<>();
    private final List<Quota> quotas = new ArrayList<>();
    private final List<Supplier<List<String>>> quotaNames = new ArrayList<>();
    private final List<Caveat> caveats = new ArrayList<>();
    private final List<Setup.Kind<?>> setups = new ArrayList<>();
    private BiFunction<World, String, Account> callers = (world, accessKey) -> world.account();
    private Optional<TokenRule> clientTokens = Optional.empty();
    private ObjectNode errorMembers = Documents.empty();

    private Builder(Contract contract) {
      this.contract = contract;
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

    /** A resource type. */
    public Builder type(ResourceType type) {
      types.put(type.name(), type);
      return this;
    }

    /** A known difference from AWS, with its reason. */
    public Builder differs(String about, String how) {
      caveats.add(new Caveat(Caveat.Kind.DIFFERS, about, how));
      return this;
    }

    /** A fact that no source has, and that we had to decide. */
    public Builder judged(String about, String fact) {
      caveats.add(new Caveat(Caveat.Kind.JUDGED, about, fact));
      return this;
    }

    /** Who answers an operation. */
    public Builder operation(String name, Handler handler) {
      if (contract.operation(name).isEmpty()) {
        throw new IllegalArgumentException(
            "mlsim: " + contract + " has no operation [" + name + "]");
      }
      operations.put(name, handler);
      return this;
    }

    /**
     * A quota.
     *
     * @param example a name it has, for those who look for one
     */
    public Builder quota(String example, Quota quota) {
      return quota(() -> List.of(example), quota);
    }

    /**
     * A quota that has many names.
     *
     * @param names its names, asked for when somebody mistypes one
     */
    public Builder quota(Supplier<List<String>> names, Quota quota) {
      quotas.add(quota);
      quotaNames.add(names);
      return this;
    }

    /**
     * What a test can tell this service in its own words.
     *
     * @param type the class that a test asks the simulator for
     * @param maker makes the one object of a simulator
     */
    public <T extends Setup> Builder setup(Class<T> type, Function<Setup.Place, T> maker) {
      setups.add(new Setup.Kind<>(type, maker));
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

    /** The declaration. */
    public Service build() {
      return new Service(this);
    }
  }
}
