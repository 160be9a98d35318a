package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.StringShape;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The quotas of instances that one type of SageMaker's resources uses: one for each type of
 * instance, {@code ml.m5.xlarge for training job usage}, and some over all of them, under the names
 * of Service Quotas.
 *
 * <p>New accounts have 0 of most types and 4 of a few small ones (seen in public accounts; which
 * ones is judged). An established account has had them raised (judged).
 */
public final class InstanceQuotas {
  /** Of each type, in an account whose limits have been raised. */
  public static final double RAISED = 1_000;

  private static final double FEW = 4;
  private static final double VOLUME = 1_024;
  private static final String INCREASE =
      "Please use AWS Service Quotas to request an increase for this quota. If AWS Service Quotas"
          + " is not available, contact AWS support to request an increase for this quota.";
  private static final Set<String> SMALL =
      Set.of(
          "ml.t2.medium",
          "ml.t3.medium",
          "ml.t3.large",
          "ml.m4.xlarge",
          "ml.m5.large",
          "ml.m5.xlarge",
          "ml.c4.xlarge",
          "ml.c5.large",
          "ml.c5.xlarge");

  /** What is counted under a name, or under one for each type of instance. */
  private record Counted(String name, boolean eachType, Predicate<JsonNode> fits) {

    void count(Map<String, Long> instances, Map<String, Long> into) {
      for (Map.Entry<String, Long> some : instances.entrySet()) {
        if (counts(some.getKey())) {
          into.merge(nameOf(some.getKey()), some.getValue(), Long::sum);
        }
      }
    }

    /** Instances whose type the service chooses count in the quotas over all types only. */
    boolean counts(String type) {
      return !eachType || !type.isEmpty();
    }

    String nameOf(String type) {
      return eachType ? type + name : name;
    }
  }

  private final String enumShape;
  private final Function<JsonNode, JsonNode> fleet;
  private Function<Call, JsonNode> request = Call::input;
  private Function<Resource, JsonNode> kept = Resource::attributes;
  private Function<Call, Optional<Resource>> taken = call -> Optional.empty();
  private final List<Counted> counted = new ArrayList<>();
  private final List<Quota> quotas = new ArrayList<>();
  private final List<String> names = new ArrayList<>(); // of the quotas, in their order

  /**
   * Quotas to be declared.
   *
   * @param enumShape the shape that lists the types of instances
   * @param fleet where a document says how many of what, such as {@code ResourceConfig}
   */
  public InstanceQuotas(String enumShape, Function<JsonNode, JsonNode> fleet) {
    this.enumShape = enumShape;
    this.fleet = fleet;
  }

  /** Where the request itself doesn't say what it asks for. */
  public InstanceQuotas asking(Function<Call, JsonNode> attributes) {
    request = attributes;
    return this;
  }

  /** Of calls that can take over the instances of a resource. */
  public InstanceQuotas takingOver(Function<Call, Optional<Resource>> resource) {
    taken = resource;
    return this;
  }

  /** Where a resource's attributes don't say what it has. */
  public InstanceQuotas keptIn(Function<Resource, JsonNode> document) {
    kept = document;
    return this;
  }

  /** A quota for each type of instance, of those resources that fit. */
  public InstanceQuotas each(String usage, Predicate<JsonNode> fits) {
    String suffix = " for " + usage;
    return add(
        new Counted(suffix, true, fits),
        name -> name.endsWith(suffix) && isType(name, suffix),
        name -> RAISED,
        name -> SMALL.contains(name.substring(0, name.length() - suffix.length())) ? FEW : 0);
  }

  /** A quota over all types of instances, of those resources that fit. */
  public InstanceQuotas all(
      String name, double established, double initial, Predicate<JsonNode> fits) {
    return add(new Counted(name, false, fits), name::equals, n -> established, n -> initial);
  }

  private InstanceQuotas add(
      Counted what,
      Predicate<String> isNamed,
      ToDoubleFunction<String> established,
      ToDoubleFunction<String> initial) {
    counted.add(what);
    return add(
        Quota.byName(
                isNamed,
                established,
                call -> amounts(what, request.apply(call)),
                exceeded("Instances"))
            .initially(initial)
            .takingOver(call -> taken.apply(call)),
        what.name());
  }

  /** A quota of something that one call asks for, whatever else is in use. */
  public InstanceQuotas perCall(
      String name, String unit, double established, double initial, ToLongFunction<Call> asked) {
    return add(Quota.ofCall(name, established, asked, exceeded(unit)).initially(initial), name);
  }

  /** The same of one value in all accounts. */
  public InstanceQuotas perCall(
      String name, String unit, double limit, ToLongFunction<Call> asked) {
    return perCall(name, unit, limit, limit, asked);
  }

  /** The same, where a member of the input says how much. */
  public InstanceQuotas perCall(String name, String unit, double limit, String member) {
    return perCall(name, unit, limit, call -> call.number(member).orElse(0L));
  }

  /** A quota of the size of one instance's volume, by the member that asks for it. */
  public InstanceQuotas volume(String name, String member) {
    return add(
        Quota.ofCall(
            name, VOLUME, call -> call.number(member).orElse(0L), InstanceQuotas::tooLarge),
        name);
  }

  /** In words of its own: aws/sagemaker-python-sdk#4939. */
  private static ServiceError tooLarge(Call call, Quota.Excess excess) {
    return new ServiceError(
        SharedErrors.LIMIT,
        String.format(
            Locale.ROOT,
            "The request delta of %.0f GBs for '%s' is greater than the account-level service-limit"
                + " of %.0f GBs. "
                + INCREASE,
            excess.asked(),
            excess.name(),
            excess.limit()));
  }

  private InstanceQuotas add(Quota quota, String name) {
    quotas.add(quota);
    names.add(name);
    return this;
  }

  /** What a resource of such instances holds. */
  public Holding held() {
    return Holding.byName(resource -> amounts(kept.apply(resource)));
  }

  /** How much of which quota a request asks for, or a resource of that document has. */
  public Map<String, Long> amounts(JsonNode document) {
    Map<String, Long> instances = instancesIn(fleet.apply(document));
    Map<String, Long> amounts = new LinkedHashMap<>();
    for (Counted one : counted) {
      if (one.fits().test(document)) {
        one.count(instances, amounts);
      }
    }
    return amounts;
  }

  private Map<String, Long> amounts(Counted what, JsonNode document) {
    if (!what.fits().test(document)) {
      return Map.of();
    }
    Map<String, Long> instances = instancesIn(fleet.apply(document));
    if (instances.size() > 1) {
      Map<String, Long> amounts = new LinkedHashMap<>();
      what.count(instances, amounts);
      return amounts;
    }
    for (Map.Entry<String, Long> one : instances.entrySet()) { // as most have it
      if (what.counts(one.getKey())) {
        return Map.of(what.nameOf(one.getKey()), one.getValue());
      }
    }
    return Map.of();
  }

  /** The quotas, for Create. */
  public Quota[] toArray() {
    return quotas.toArray(Quota[]::new);
  }

  /** Declares them, so that tests can name them. */
  public void declare(Family family) {
    for (int i = 0; i < quotas.size(); i++) {
      String name = names.get(i);
      if (name.startsWith(" for ")) {
        family.quota(() -> types().stream().map(t -> t + name).toList(), quotas.get(i));
      } else {
        family.quota(name, quotas.get(i));
      }
    }
  }

  private List<String> types() {
    return Contract.load("sagemaker").shape(enumShape).orElseThrow() instanceof StringShape shape
        ? shape.enumValues()
        : List.of();
  }

  private boolean isType(String name, String suffix) {
    return types().contains(name.substring(0, name.length() - suffix.length()));
  }

  /** The sentence of AWS, as seen many times. */
  public static Quota.Refusal exceeded(String unit) {
    return (call, excess) ->
        new ServiceError(
            SharedErrors.LIMIT,
            String.format(
                Locale.ROOT,
                "The account-level service limit '%s' is %.0f %s, with current utilization of %.0f"
                    + " %s and a request delta of %.0f %s. "
                    + INCREASE,
                excess.name(),
                excess.limit(),
                unit,
                excess.used(),
                unit,
                excess.asked(),
                unit));
  }

  /** How many instances a configuration asks for, all told. */
  public static long count(JsonNode config) {
    long sum = 0;
    for (long instances : instancesIn(config).values()) {
      sum += instances;
    }
    return sum;
  }

  /** How many of which type: of one, or of one or more groups. */
  public static Map<String, Long> instancesIn(JsonNode config) {
    JsonNode groups = config.path("InstanceGroups");
    if (groups.isEmpty()) {
      String type = config.path("InstanceType").asText();
      return config.hasNonNull("InstanceType")
          ? Map.of(type, config.path("InstanceCount").asLong(1))
          : Map.of();
    }
    Map<String, Long> instances = new LinkedHashMap<>();
    count(config, instances);
    groups.forEach(group -> count(group, instances));
    return instances;
  }

  private static void count(JsonNode group, Map<String, Long> instances) {
    if (group.hasNonNull("InstanceType")) {
      instances.merge(
          group.path("InstanceType").asText(), group.path("InstanceCount").asLong(1), Long::sum);
    }
  }
}
