package dev.mlsim.services.sagemaker.trainingplans;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The extensions of training plans: by days up to two weeks or by weeks up to half a year, from 57
 * days to an hour before the end ("Extend training plans" of the developer guide).
 */
final class Extensions implements Handler {
  private static final String ARN = "TrainingPlanArn";
  private static final Duration EARLIEST = Duration.ofDays(57);
  private static final Duration LATEST = Duration.ofHours(1);
  private static final long DAY = 24;
  private static final long FEW_DAYS = 14 * DAY;
  private static final long LONGEST = 182 * DAY;
  private static final long WEEK = 7 * DAY;

  /** A note of an extension: its plan. */
  private static final String PLAN = "plan";

  static final ResourceType TYPE =
      ResourceType.named("training-plan-extension")
          .grouped(extension -> extension.notes().path(PLAN).asText())
          .lifecycle(
              Lifecycle.builder()
                  .on(CREATE)
                  .goes(stay("Pending", Duration.ofMinutes(5)), rest("Active"))
                  .on(FAIL)
                  .from("Pending")
                  .goes(rest("Failed"))
                  .build())
          .computed("Status", Extensions::status)
          .computed("PaymentStatus", Extensions::payment)
          .computed("ExtendedAt", (extension, world) -> Values.time(extension.created()))
          .entering("Active", Extensions::extend)
          .build();

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("ExtendTrainingPlan", new Extensions())
        .operation(
            "DescribeTrainingPlanExtensionHistory",
            ListAll.of(TYPE)
                .sorted("", false)
                .requires(Precondition.exists(ARN, TrainingPlans.TYPE))
                .filter(ARN, (extension, value, world) -> true)
                .among(
                    call ->
                        call.world()
                            .registry()
                            .group(
                                TYPE,
                                call.require(TrainingPlans.TYPE, call.text(ARN).orElse("")).key())))
        .judged(
            "training-plan-extensions",
            "ExtendTrainingPlan",
            "The plan lasts longer from when the extension is paid for, after 5 minutes; what is"
                + " said of the payment is Payment Pending, Payment Successful and Payment"
                + " Failed.");
  }

  private static Instant end(Resource plan) {
    return Timestamps.instant(plan.attributes().path("EndTime"));
  }

  /** Why a plan can't be extended now, if it can't. */
  static Optional<String> refusal(Resource plan, World world) {
    Duration left = Duration.between(world.now(), end(plan));
    boolean isGood = plan.is("Active") || plan.is("Scheduled");
    boolean pays = world.registry().group(TYPE, plan.key()).stream().anyMatch(e -> e.is("Pending"));
    if (!isGood) {
      return Optional.of(
          "The training plan "
              + plan.name()
              + " is in status "
              + plan.state().status()
              + " and cannot be extended.");
    }
    if (pays) {
      return Optional.of("An extension of the training plan " + plan.name() + " is not paid yet.");
    }
    return left.compareTo(EARLIEST) > 0 || left.compareTo(LATEST) < 0
        ? Optional.of(
            "The training plan "
                + plan.name()
                + " can be extended from 57 days to 1 hour before"
                + " its end.")
        : Optional.empty();
  }

  /** What a plan can be extended by, of the length that the call asks for. */
  static List<ObjectNode> offers(Resource plan, Call call) {
    List<Long> lengths =
        call.number("DurationHours")
            .map(h -> List.of(step(h)))
            .orElse(List.of(DAY, WEEK, FEW_DAYS));
    List<ObjectNode> offers = new ArrayList<>();
    for (long hours : lengths) {
      if (hours <= LONGEST) {
        offers.add(offer(plan, hours));
      }
    }
    return offers;
  }

  private static long step(long hours) {
    long unit = hours <= FEW_DAYS ? DAY : WEEK;
    return (hours + unit - 1) / unit * unit;
  }

  private static ObjectNode offer(Resource plan, long hours) {
    JsonNode block = plan.notes().path(TrainingPlans.BLOCKS).path(0);
    Duration length = Duration.ofHours(hours);
    ObjectNode offer = Documents.empty().put("DurationHours", hours);
    offer.set("AvailabilityZone", block.path("AvailabilityZone"));
    offer.set("StartDate", Timestamps.of(end(plan)));
    offer.set("EndDate", Timestamps.of(end(plan).plus(length)));
    String type = block.path("InstanceType").asText();
    offer.put("UpfrontFee", Offers.fee(type, block.path("InstanceCount").asLong(), length));
    return offer.put("CurrencyCode", "USD");
  }

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    World world = call.world();
    Resource offering = Offerings.of(call, Offerings.EXTENSION_ID).orElseThrow();
    Resource plan =
        world
            .registry()
            .byKey(TrainingPlans.TYPE, offering.notes().path(Offerings.PLAN).asText())
            .orElseThrow();
    refusal(plan, world)
        .ifPresent(
            why -> {
              throw new ServiceError(VALIDATION, why);
            });
    Resource extension =
        new Resource(
            TYPE.name(),
            offering.key(),
            offering.key(),
            "",
            TYPE.lifecycle(),
            offering.attributes().deepCopy(),
            world.now());
    world.begin(TYPE, extension.withNote(PLAN, plan.key()));
    world.remove(offering);
    ObjectNode output = Documents.empty();
    ArrayNode all = output.putArray("TrainingPlanExtensions");
    world
        .registry()
        .group(TYPE, plan.key())
        .forEach(e -> all.add(call.element(TYPE, e, "TrainingPlanExtensions")));
    return output;
  }

  /** It is paid for: the plan lasts longer. */
  private static void extend(Resource extension, World world) {
    Optional<Resource> found =
        world.registry().byKey(TrainingPlans.TYPE, extension.notes().path(PLAN).asText());
    if (found.isEmpty() || found.get().is("Expired")) {
      return;
    }
    JsonNode end = extension.attributes().path("EndDate");
    Resource plan =
        world.change(
            found.get(),
            old -> old.with("EndTime", end).withNote(TrainingPlans.BLOCKS, lasting(old, end)));
    Capacities.extend(plan, end, world);
    if (plan.is("Active")) {
      TrainingPlans.awaitEnd(world.trigger(plan, TrainingPlans.EXTEND, ""), world);
    }
  }

  private static ArrayNode lasting(Resource plan, JsonNode end) {
    ArrayNode blocks = plan.notes().path(TrainingPlans.BLOCKS).deepCopy();
    ((ObjectNode) blocks.get(blocks.size() - 1)).set("EndTime", end);
    return blocks;
  }

  private static Optional<JsonNode> status(Resource extension, World world) {
    if (!extension.is("Active")) {
      return Values.text(extension.state().status());
    }
    Instant now = world.now();
    boolean before = now.isBefore(Timestamps.instant(extension.attributes().path("StartDate")));
    boolean within = now.isBefore(Timestamps.instant(extension.attributes().path("EndDate")));
    return Values.text(before ? "Scheduled" : within ? "Active" : "Expired");
  }

  private static Optional<JsonNode> payment(Resource extension, World world) {
    return Values.text(
        extension.is("Pending")
            ? "Payment Pending"
            : extension.is("Failed") ? "Payment Failed" : "Payment Successful");
  }

  @Override
  public String kind() {
    return "extend";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(Offerings.exists(Offerings.EXTENSION_ID));
  }
}
