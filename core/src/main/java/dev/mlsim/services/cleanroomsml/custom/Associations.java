package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
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

  static final TypeRef TYPE = Types.ref("configured-model-algorithm-association");

  private static final Limit QUOTA =
      Usage.perMembership(
          "Active configured model algorithm associations per membership", 1000, r -> true);

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
    ConventionalResource association =
        family
            .resource("ConfiguredModelAlgorithmAssociation")
            .alsoBy("Describe", "GetCollaborationConfiguredModelAlgorithmAssociation")
            .arn(
                ARN,
                "membership/{membershipIdentifier}/configured-model-algorithm-association/{key}")
            .counts(QUOTA)
            .requires(Reach.MEMBER, SharedRules.TAGS, ALGORITHM)
            .requires("List", Reach.MEMBER)
            .requires(
                "Delete",
                SharedRules.unused(TYPE, "channel, model or job in progress", Associations::users));
    family
        .operation(
            "ListCollaborationConfiguredModelAlgorithmAssociations",
            ListAll.of(association.type()).requires(Reach.COLLABORATOR))
        .judged(
            "association-in-use",
            "DeleteConfiguredModelAlgorithmAssociation.ConflictException",
            "It can't be deleted while a channel is created for it, or a model is trained or a job"
                + " runs with it.");
  }

  private static Stream<Resource> users(Call call, Resource association) {
    return Stream.of(
            SharedRules.naming(
                call, InputChannels.TYPE, InputChannels.FIRST_ASSOCIATION, association),
            SharedRules.naming(call, TrainedModels.TYPE, ARN, association),
            SharedRules.naming(call, InferenceJobs.TYPE, ARN, association))
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
