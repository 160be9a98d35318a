package dev.mlsim.services.cleanroomsml.audience;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.util.Optional;

/** Audience export jobs. Their ARN is in AWS's model, but no operation ever shows it. */
final class AudienceExportJobs {
  /** Content is made up, so a few lines do, whatever the audience's size. */
  private static final int LINES = 25;

  static final TypeRef TYPE = Types.ref("audience-export-job");

  private static final Limit OF_CUSTOMER =
      Usage.perAccount(
          "Pending or in-progress audience export jobs per customer", 20, Lifecycles::isBusy);
  private static final Limit OF_JOB =
      Usage.per(
          AudienceGenerationJobs.ARN,
          "Active audience export jobs per generation job",
          25,
          job -> !job.is(Lifecycles.FAILED));

  private static final Precondition JOB =
      new Precondition(
          "the generation job exists and is ACTIVE",
          CONFLICT,
          call -> SharedRules.requireActive(generation(call)));

  private static final Precondition SIZE =
      SharedRules.holds(
          "the size is one of the configured model's",
          AudienceExportJobs::isConfigured,
          "audienceSize must be one of the audience size bins of the configured audience model.");

  private AudienceExportJobs() {}

  static void declare(Family family) {
    family
        .resource("AudienceExportJob")
        .by("Create", "StartAudienceExportJob")
        .without("Start")
        .arn("", "audience-export-job/{key}")
        .lifecycle(Lifecycles.created(ofSeconds(10), ofMinutes(5)).build())
        .entering(Lifecycles.ACTIVE, AudienceExportJobs::write)
        .counts(OF_CUSTOMER, OF_JOB)
        .among(Reach.owned(TYPE))
        .requires(JOB, SIZE)
        .judged(
            "audience-output",
            "audience-export-job.outputLocation",
            "It writes to {s3Uri of the configured model}/{name}; any size goes where the"
                + " configured model has no audienceSizeConfig.");
  }

  private static Resource generation(Call call) {
    return AudienceModels.requireOwn(
        call, AudienceGenerationJobs.TYPE, call.text(AudienceGenerationJobs.ARN).orElse(""));
  }

  private static Optional<JsonNode> configured(Resource generation, World world) {
    return world
        .registry()
        .byArn(
            ConfiguredAudienceModels.TYPE,
            generation.attributes().path(ConfiguredAudienceModels.ARN).asText())
        .map(Resource::attributes);
  }

  private static boolean isConfigured(Call call) {
    Optional<JsonNode> sizes =
        configured(generation(call), call.world())
            .map(model -> model.path("audienceSizeConfig"))
            .filter(JsonNode::isObject);
    if (sizes.isEmpty()) {
      return true;
    }
    boolean sameType =
        call.text("audienceSize.type")
            .filter(sizes.get().path("audienceSizeType").asText()::equals)
            .isPresent();
    long size = call.number("audienceSize.value").orElse(0L);
    for (JsonNode bin : sizes.get().path("audienceSizeBins")) {
      if (sameType && bin.asLong() == size) {
        return true;
      }
    }
    return false;
  }

  private static void write(Resource export, World world) {
    String uri =
        world
            .registry()
            .byArn(export.attributes().path(AudienceGenerationJobs.ARN).asText())
            .flatMap(generation -> configured(generation, world))
            .map(m -> m.path("outputConfig").path("destination").path("s3Destination"))
            .map(destination -> destination.path("s3Uri").asText().replaceFirst("/+$", ""))
            .orElse("");
    if (uri.isEmpty()) {
      return;
    }
    String location = uri + "/" + export.name();
    world.change(export, old -> old.with("outputLocation", location));
    StringBuilder audience = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      audience.append("{\"user_id\": \"").append(world.chance().id(12)).append("\"}\n");
    }
    world.write(export, location + "/part-00000.jsonl", audience.toString());
  }
}
