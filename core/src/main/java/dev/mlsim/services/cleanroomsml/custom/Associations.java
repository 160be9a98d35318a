package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.util.stream.Stream;

/** Configured model algorithm associations: algorithms brought into a collaboration. */
final class Associations {
  static final String ARN = "configuredModelAlgorithmAssociationArn";

  static final Limit QUOTA =
      Usage.perMembership(
          "Active configured model algorithm associations per membership", 1000, r -> true);

  static final ResourceType TYPE =
      Types.plain(
              "configured-model-algorithm-association",
              ARN,
              "membership/{membershipIdentifier}/configured-model-algorithm-association/{key}")
          .holds(QUOTA.holding())
          .build();

  private static final Precondition ALGORITHM =
      new Precondition(
          "the algorithm exists in the caller's account",
          NOT_FOUND,
          call -> {
            String arn = call.text(Algorithms.ARN).orElse("");
            if (!Algorithms.isOwn(call)
                || call.world().registry().byArn(Algorithms.TYPE, arn).isEmpty()) {
              throw Refusals.missing(arn);
            }
          });

  private Associations() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota("Active configured model algorithm associations per membership", QUOTA.quota())
        .operation(
            "CreateConfiguredModelAlgorithmAssociation",
            Create.a(TYPE)
                .requires(Reach.MEMBER, SharedRules.TAGS, ALGORITHM)
                .within(QUOTA.quota()))
        .operation("GetConfiguredModelAlgorithmAssociation", Describe.a(TYPE))
        .operation("GetCollaborationConfiguredModelAlgorithmAssociation", Describe.a(TYPE))
        .operation(
            "ListConfiguredModelAlgorithmAssociations", ListAll.of(TYPE).requires(Reach.MEMBER))
        .operation(
            "ListCollaborationConfiguredModelAlgorithmAssociations",
            ListAll.of(TYPE).requires(Reach.COLLABORATOR))
        .operation(
            "DeleteConfiguredModelAlgorithmAssociation",
            Trigger.by(DELETE, TYPE)
                .requires(
                    SharedRules.unused(
                        TYPE, "channel, model or job in progress", Associations::users)))
        .judged(
            "association-in-use",
            "DeleteConfiguredModelAlgorithmAssociation.ConflictException",
            "It can't be deleted while a channel is created for it, or a model is trained or a job"
                + " runs with it.");
  }

  private static Stream<Resource> users(Call call, Resource association) {
    return Stream.of(
            SharedRules.among(
                call,
                InputChannels.TYPE,
                (r, arn) -> SharedRules.says(r, "configuredModelAlgorithmAssociations.0", arn),
                association),
            SharedRules.among(
                call, TrainedModels.TYPE, (r, arn) -> SharedRules.says(r, ARN, arn), association),
            SharedRules.among(
                call, InferenceJobs.TYPE, (r, arn) -> SharedRules.says(r, ARN, arn), association))
        .flatMap(users -> users)
        .filter(Lifecycles::isBusy);
  }

  /** Whether the association's algorithm still exists and has such a container. */
  static boolean has(World world, Resource association, String container) {
    String algorithm = association.attributes().path(Algorithms.ARN).asText();
    return world
        .registry()
        .byArn(Algorithms.TYPE, algorithm)
        .map(a -> a.attributes().has(container))
        .orElse(false);
  }

  /** One of the policies of an association, missing where it has none. */
  static JsonNode policy(World world, String associationArn, String kind) {
    return world
        .registry()
        .byArn(TYPE, associationArn)
        .map(a -> a.attributes().path("privacyConfiguration").path("policies").path(kind))
        .orElseGet(MissingNode::getInstance);
  }
}
