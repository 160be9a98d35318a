package dev.mlsim.services.sagemaker.trainingplans;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import dev.mlsim.services.sagemaker.vocabulary.PlannedCapacity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SageMaker's training plans: bought, scheduled, active while there is capacity, and expired
 * ("Reserve training plans for your training jobs or HyperPod clusters" of the developer guide).
 * That time comes for a plan is no progress of it: nobody waits for it who polls.
 */
public final class TrainingPlans {
  static final String EXTEND = "extend";

  /** A note of a plan: its blocks of capacity. */
  static final String BLOCKS = "blocks";

  private static final String START = "capacity starts";
  private static final String PAUSE = "capacity pauses";
  private static final String EXPIRE = "capacity ends";
  private static final List<String> ENDS =
      List.of(
          "Completed/Completed",
          "Failed/Failed",
          "Stopped/Stopped",
          "Stopped/MaxRuntimeExceeded",
          "Stopped/MaxWaitTimeExceeded");
  private static final List<String> SHOWN =
      List.of("DurationHours", "DurationMinutes", "UpfrontFee", "CurrencyCode", "TargetResources");

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Pending", ofMinutes(5)), rest("Scheduled"))
          .on(FAIL)
          .from("Pending")
          .goes(rest("Failed"))
          .on(START)
          .from("Scheduled")
          .goes(rest("Active"))
          .on(PAUSE)
          .from("Active")
          .goes(rest("Scheduled"))
          .on(EXPIRE)
          .from("Active")
          .goes(rest("Expired"))
          .on(EXTEND)
          .from("Active")
          .goes(rest("Active"))
          .build();

  static final ResourceType TYPE =
      ResourceType.named("training-plan")
          .identifiedBy("TrainingPlanName")
          .arn("TrainingPlanArn", "training-plan/{key}")
          .lifecycle(LIFECYCLE)
          .status("Status")
          .prepared(TrainingPlans::prepare)
          .entering("Pending", TrainingPlans::buy)
          .entering("Scheduled", TrainingPlans::schedule)
          .entering("Active", TrainingPlans::awaitEnd)
          .entering("Expired", TrainingPlans::takeBack)
          .computed("StatusMessage", TrainingPlans::message)
          .computed("InUseInstanceCount", (plan, world) -> Values.number(used(plan, world)))
          .computed("AvailableInstanceCount", (p, world) -> Values.number(available(p, world)))
          .computed("UnhealthyInstanceCount", (plan, world) -> Values.number(0))
          .computed("ReservedCapacitySummaries", Capacities::summaries)
          .computed("AvailableSpareInstanceCount", Capacities::spares)
          .bills(Rate.byName("ml.*", TrainingPlans::instances).during("Active"))
          .missing(NOT_FOUND, (call, name) -> "The training plan " + name + " does not exist.")
          .duplicate(
              (call, plan) ->
                  new ServiceError(
                      IN_USE,
                      "A training plan with the name "
                          + plan.name()
                          + " already exists ("
                          + plan.arn()
                          + ")."))
          .build();

  private TrainingPlans() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(Offerings.TYPE)
        .type(TYPE)
        .operation("SearchTrainingPlanOfferings", new Offerings())
        .operation("CreateTrainingPlan", Create.a(TYPE).requires(Offerings.exists(Offerings.ID)))
        .operation("DescribeTrainingPlan", Describe.a(TYPE))
        .operation(
            "ListTrainingPlans",
            ListAll.of(TYPE)
                .sorted("StartTime", true)
                .filter("Filters", (plan, filters, world) -> passes(plan, filters)))
        .judged(
            "training-plan-wording",
            "training-plan",
            "The wording of what isn't found, of a duplicate, of an offering that is gone, and of"
                + " what can't be extended; the codes are AWS's. A plan is Pending for 5 minutes.")
        .judged(
            "training-plan-offers",
            "SearchTrainingPlanOfferings",
            "There is always capacity: from in half an hour on, from the next 11:30 UTC on, and in"
                + " two blocks with a day between. An offering can be bought for an hour, once. The"
                + " prices and the instances of an UltraServer are those of late 2025, as far as"
                + " they are known. Without TargetResources an offering is for training jobs.")
        .judged(
            "training-plan-gap",
            "training-plan.Status",
            "Between two blocks of its capacity a plan is Scheduled; whoever has instances then"
                + " keeps them.")
        .judged(
            "training-plan-billing",
            "training-plan",
            "A plan bills its instances while it is Active, and who runs on them doesn't.")
        .judged(
            "training-plan-jobs",
            "training-job.ResourceConfig",
            "A job on a plan is Pending after no time in Starting where there are no instances for"
                + " it, and fails by an InsufficientCapacityError after two days in the active plan"
                + " or its MaxPendingTimeInSeconds; one that runs when the plan expires fails"
                + " then.")
        .differs(
            "training-plan-failures",
            "training-plan.UnhealthyInstanceCount",
            "The instances of a plan are never unhealthy, so that its spare ones are never used.");
    for (String end : ENDS) {
      family.watch("training-job", end, TrainingPlans::jobEnded);
    }
    Capacities.declare(family);
    Extensions.declare(family);
  }

  private static void prepare(Call call, Draft plan) {
    Resource offering = Offerings.of(call, Offerings.ID).orElseThrow();
    ObjectNode attributes = plan.attributes();
    for (String member : SHOWN) {
      Documents.at(offering.attributes(), member).ifPresent(v -> attributes.set(member, v));
    }
    JsonNode blocks = offering.attributes().path("ReservedCapacityOfferings");
    JsonNode first = blocks.get(0);
    attributes.set("StartTime", first.path("StartTime"));
    attributes.set("EndTime", blocks.get(blocks.size() - 1).path("EndTime"));
    attributes.set("TotalInstanceCount", first.path("InstanceCount"));
    if (first.has("UltraServerCount")) {
      attributes.set("TotalUltraServerCount", first.path("UltraServerCount"));
      if (!attributes.has("SpareInstanceCountPerUltraServer")) {
        attributes.put("SpareInstanceCountPerUltraServer", 1);
      }
    }
    plan.notes().set(BLOCKS, blocks);
  }

  /** An offering is sold once. */
  private static void buy(Resource plan, World world) {
    world
        .registry()
        .byKey(Offerings.TYPE, plan.attributes().path(Offerings.ID).asText())
        .ifPresent(offering -> world.remove(offering));
  }

  private static void schedule(Resource plan, World world) {
    if (plan.lastTransition().from().status().equals("Pending")) {
      Capacities.reserve(plan, world);
    }
    Optional<JsonNode> next = current(plan, world);
    if (next.isPresent()) {
      Instant start = Timestamps.instant(next.get().path("StartTime"));
      world.later(start.isAfter(world.now()) ? start : world.now(), plan, START);
    }
  }

  /** The block of capacity that is, or is the next. */
  private static Optional<JsonNode> current(Resource plan, World world) {
    return Lists.of(plan.notes().path(BLOCKS))
        .filter(block -> Timestamps.instant(block.path("EndTime")).isAfter(world.now()))
        .findFirst();
  }

  /** The present block of capacity ends, for a while or for good. */
  static void awaitEnd(Resource plan, World world) {
    Instant last = Timestamps.instant(plan.attributes().path("EndTime"));
    Instant end =
        current(plan, world).map(block -> Timestamps.instant(block.path("EndTime"))).orElse(last);
    world.later(end, plan, end.isBefore(last) ? PAUSE : EXPIRE);
    letGo(plan, world);
  }

  /** Jobs that waited have their turn, the oldest first; a smaller one may overtake. */
  private static void letGo(Resource plan, World world) {
    for (Resource job : PlannedCapacity.jobs(plan.arn(), world)) {
      if (PlannedCapacity.isPending(job) && PlannedCapacity.fits(job, plan, world)) {
        world.trigger(job, PlannedCapacity.GO, "");
      }
    }
  }

  /** A job on a plan is done: its instances are there for others. */
  private static void jobEnded(Resource job, World world) {
    freed(PlannedCapacity.planOf(job), world);
  }

  private static void freed(String arn, World world) {
    PlannedCapacity.plan(arn, world)
        .filter(plan -> plan.is("Active"))
        .ifPresent(plan -> letGo(plan, world));
  }

  /** The instances are taken back. */
  private static void takeBack(Resource plan, World world) {
    for (Resource job : PlannedCapacity.jobs(plan.arn(), world)) {
      if (job.is("InProgress")) {
        world.trigger(
            job, FAIL, "CapacityError: The training plan " + plan.arn() + " has expired.");
      }
    }
  }

  private static Optional<JsonNode> message(Resource plan, World world) {
    return plan.is("Pending")
        ? Values.text("The payment is being processed.")
        : Values.text(plan.reason());
  }

  static long used(Resource plan, World world) {
    return PlannedCapacity.used(plan.arn(), world);
  }

  static long available(Resource plan, World world) {
    return plan.attributes().path("TotalInstanceCount").asLong() - used(plan, world);
  }

  private static Map<String, Long> instances(Resource plan) {
    JsonNode block = plan.notes().path(BLOCKS).path(0);
    return Map.of(block.path("InstanceType").asText(), block.path("InstanceCount").asLong());
  }

  private static boolean passes(Resource plan, JsonNode filters) {
    for (JsonNode filter : filters) {
      if (!plan.is(filter.path("Value").asText())) {
        return false;
      }
    }
    return true;
  }
}
