package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.StringShape;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The quotas of instances that one type of SageMaker's resources uses: one for each type of
 * instance, {@code ml.m5.xlarge for training job usage}, and some over all of them, under the names
 * of Service Quotas. A resource holds its instances until it comes to rest.
 *
 * <p>New accounts have 0 of most types and 4 of a few small ones (seen in public accounts; which
 * ones is judged). An established account has had them raised (judged).
 */
public final class InstanceQuotas {
  /** Of each type, in an account whose limits have been raised. */
  public static final double RAISED = 1_000;

  private static final double FEW = 4;
  private static final int MOST_GROUPS = 5;
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

  private final TypeRef type;
  private final String enumShape;
  private final Function<JsonNode, JsonNode> fleet;
  private Function<Call, JsonNode> request = Call::input;
  private Function<Resource, JsonNode> kept = Resource::attributes;
  private Function<Call, Collection<Resource>> holders;
  private final List<Quota> quotas = new ArrayList<>();
  private final Map<Quota, String> named = new LinkedHashMap<>();

  /**
   * Quotas to be declared.
   *
   * @param type whose instances are counted
   * @param enumShape the shape that lists the types of instances
   * @param fleet where a document says how many of what, such as {@code ResourceConfig}
   */
  public InstanceQuotas(TypeRef type, String enumShape, Function<JsonNode, JsonNode> fleet) {
    this.type = type;
    this.enumShape = enumShape;
    this.fleet = fleet;
    this.holders = call -> call.world().registry().unfinished(type);
  }

  /** Where the request itself doesn't say what it asks for. */
  public InstanceQuotas asking(Function<Call, JsonNode> attributes) {
    request = attributes;
    return this;
  }

  /** Where a resource's attributes don't say what it has. */
  public InstanceQuotas keptIn(Function<Resource, JsonNode> document) {
    kept = document;
    return this;
  }

  /** Of resources that hold their instances at rest too, unless they don't. */
  public InstanceQuotas heldBy(Predicate<Resource> holds) {
    holders =
        call ->
            call.world().registry().all(type).stream().filter(holds).collect(Collectors.toList());
    return this;
  }

  /** Of those resources that hold instances when the call comes. */
  public InstanceQuotas heldByAll(Function<Call, Collection<Resource>> resources) {
    holders = resources;
    return this;
  }

  /** A quota for each type of instance, of those resources that fit. */
  public InstanceQuotas each(String usage, Predicate<JsonNode> counted) {
    String suffix = " for " + usage;
    for (int group = 0; group < MOST_GROUPS; group++) {
      int which = group;
      Quota quota =
          new Quota(
              call -> instanceType(call, which) + suffix,
              name -> name.endsWith(suffix) && isType(name, suffix),
              name -> RAISED,
              name -> SMALL.contains(name.substring(0, name.length() - suffix.length())) ? FEW : 0,
              call -> inUse(call, counted, instanceType(call, which)),
              call -> asked(call, counted, instanceType(call, which)),
              exceeded("Instances"));
      quotas.add(quota);
      if (group == 0) {
        named.put(quota, suffix);
      }
    }
    return this;
  }

  /** A quota over all types of instances, of those resources that fit. */
  public InstanceQuotas all(
      String name, double established, double initial, Predicate<JsonNode> counted) {
    return add(
        new Quota(
            call -> name,
            name::equals,
            n -> established,
            n -> initial,
            call -> inUse(call, counted, ""),
            call -> counted.test(request.apply(call)) ? total(instances(request.apply(call))) : 0,
            exceeded("Instances")),
        name);
  }

  /** A quota of something that one call asks for, whatever else is in use. */
  public InstanceQuotas perCall(
      String name, String unit, double established, double initial, Function<Call, Number> asked) {
    return add(
        new Quota(
            call -> name,
            name::equals,
            n -> established,
            n -> initial,
            call -> 0,
            call -> asked.apply(call).doubleValue(),
            exceeded(unit)),
        name);
  }

  private InstanceQuotas add(Quota quota, String name) {
    quotas.add(quota);
    named.put(quota, name);
    return this;
  }

  /** The quotas, for Create. */
  public Quota[] toArray() {
    return quotas.toArray(Quota[]::new);
  }

  /** Declares them, so that tests can name them. */
  public void declare(Family family) {
    named.forEach(
        (quota, name) -> {
          if (name.startsWith(" for ")) {
            family.quota(() -> types().stream().map(t -> t + name).toList(), quota);
          } else {
            family.quota(name, quota);
          }
        });
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
                    + " %s and a request delta of %.0f %s. Please use AWS Service Quotas to request"
                    + " an increase for this quota. If AWS Service Quotas is not available, contact"
                    + " AWS support to request an increase for this quota.",
                excess.name(),
                excess.limit(),
                unit,
                excess.used(),
                unit,
                excess.asked(),
                unit));
  }

  /** Instances whose type the service chooses count in the quotas over all types only. */
  private double asked(Call call, Predicate<JsonNode> counted, String instanceType) {
    JsonNode asking = request.apply(call);
    return counted.test(asking) && !instanceType.isEmpty()
        ? instances(asking).getOrDefault(instanceType, 0L)
        : 0;
  }

  private double inUse(Call call, Predicate<JsonNode> counted, String instanceType) {
    long sum = 0;
    for (Resource resource : holders.apply(call)) {
      JsonNode document = kept.apply(resource);
      if (counted.test(document)) {
        Map<String, Long> used = instances(document);
        sum += instanceType.isEmpty() ? total(used) : used.getOrDefault(instanceType, 0L);
      }
    }
    return sum;
  }

  private static long total(Map<String, Long> instances) {
    return instances.values().stream().mapToLong(Long::longValue).sum();
  }

  private String instanceType(Call call, int group) {
    return instances(request.apply(call)).keySet().stream().skip(group).findFirst().orElse("");
  }

  /** How many instances a configuration asks for, all told. */
  public static long count(JsonNode config) {
    return total(instancesIn(config));
  }

  private Map<String, Long> instances(JsonNode attributes) {
    return instancesIn(fleet.apply(attributes));
  }

  /** How many of which type: of one, or of one or more groups. */
  public static Map<String, Long> instancesIn(JsonNode config) {
    Map<String, Long> instances = new LinkedHashMap<>();
    count(config, instances);
    config.path("InstanceGroups").forEach(group -> count(group, instances));
    return instances;
  }

  private static void count(JsonNode group, Map<String, Long> instances) {
    if (group.hasNonNull("InstanceType")) {
      instances.merge(
          group.path("InstanceType").asText(), group.path("InstanceCount").asLong(1), Long::sum);
    }
  }
}
