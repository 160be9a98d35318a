package dev.mlsim.services.sagemaker.trainingplans;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** SearchTrainingPlanOfferings: what it finds can be bought for an hour (judged). */
final class Offerings implements Handler {
  static final String ID = "TrainingPlanOfferingId";
  static final String EXTENSION_ID = "TrainingPlanExtensionOfferingId";

  /** A note of an offering of an extension: whose. */
  static final String PLAN = "plan";

  private static final Duration VALID = Duration.ofHours(1);
  private static final int DIGITS = 16;

  static final ResourceType TYPE = ResourceType.named("training-plan-offering").build();

  private static final List<Precondition> RULES =
      List.of(
          Precondition.unless(
              call ->
                  call.has("TrainingPlanArn")
                      || call.has("InstanceType") != call.has("UltraServerType"),
              "either InstanceType or UltraServerType, unless it is about a plan",
              VALIDATION,
              "Exactly one of InstanceType and UltraServerType must be specified."),
          Precondition.of(
              "the plan can be extended",
              VALIDATION,
              call -> plan(call).flatMap(plan -> Extensions.refusal(plan, call.world()))));

  private static Optional<Resource> plan(Call call) {
    return call.text("TrainingPlanArn").map(arn -> call.require(TrainingPlans.TYPE, arn));
  }

  @Override
  public ObjectNode answer(Call call) {
    RULES.forEach(rule -> rule.check().verify(call));
    ObjectNode output = Documents.empty();
    ArrayNode plans = output.putArray("TrainingPlanOfferings");
    Optional<Resource> extended = plan(call);
    if (extended.isPresent()) {
      ArrayNode extensions = output.putArray("TrainingPlanExtensionOfferings");
      for (ObjectNode offer : Extensions.offers(extended.get(), call)) {
        String id = "tpeo-" + call.world().chance().id(DIGITS);
        offer.put(EXTENSION_ID, id);
        keep(id, offer, extended.get().key(), call.world());
        extensions.add(offer);
      }
      return output;
    }
    ArrayNode targets = JsonNodeFactory.instance.arrayNode();
    call.input().path("TargetResources").forEach(targets::add);
    for (ObjectNode offer : Offers.fitting(call)) {
      String id = "tpo-" + call.world().chance().id(DIGITS);
      offer.put(ID, id);
      offer.set(
          "TargetResources", targets.isEmpty() ? targets.deepCopy().add("training-job") : targets);
      keep(id, offer, "", call.world());
      plans.add(offer);
    }
    return output;
  }

  private static void keep(String id, ObjectNode offer, String plan, World world) {
    Resource offering =
        new Resource(TYPE.name(), id, id, "", Lifecycle.STATELESS, offer.deepCopy(), world.now());
    Resource made = world.begin(TYPE, offering.withNote(PLAN, plan));
    world.later(world.now().plus(VALID), made, DELETE);
  }

  /** The offering that a call names in a member, while it is valid. */
  static Optional<Resource> of(Call call, String member) {
    return call.world()
        .registry()
        .byKey(TYPE, call.text(member).orElse(""))
        .filter(offering -> offering.attributes().has(member));
  }

  /** That there is such an offering. */
  static Precondition exists(String member) {
    return Precondition.of(
        member + " names an offering of the last hour",
        NOT_FOUND,
        call ->
            of(call, member).isPresent()
                ? Optional.empty()
                : Optional.of(
                    "The offering "
                        + call.text(member).orElse("")
                        + " does not exist or is not available any more."));
  }

  @Override
  public String kind() {
    return "search";
  }

  @Override
  public List<Precondition> preconditions() {
    return RULES;
  }
}
