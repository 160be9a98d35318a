package dev.mlsim.services.sagemaker.cards;

import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that export a version of a model card as a PDF. Where it is written is what the tests of
 * aws/sagemaker-python-sdk (unit/sagemaker/model_card) show of a completed job.
 */
final class ExportJobs {
  private static final String CARD = "ModelCardName";
  private static final String VERSION = "ModelCardVersion";
  private static final String NAME = "ModelCardExportJobName";

  private static final ResourceType TYPE =
      ResourceType.named("model-card-export-job")
          .identity(call -> cardName(call) + "/" + call.text(NAME).orElse(""))
          .called(NAME)
          .arn(
              "ModelCardExportJobArn",
              "model-card/{ModelCardName}/export-job/{ModelCardExportJobName}")
          .grouped(job -> job.attributes().path(CARD).asText())
          .lifecycle(
              Lifecycles.job(stay("InProgress", ofSeconds(20)), rest("Completed"))
                  .failing("Failed")
                  .deletable() // with its card
                  .from("InProgress", "Completed", "Failed")
                  .build())
          .status("Status")
          .times("CreatedAt", "LastModifiedAt")
          .computed("CreationTime", (job, world) -> Values.time(job.created()))
          .failureReason("FailureReason")
          .prepared(ExportJobs::prepare)
          .entering("Completed", ExportJobs::write)
          .computed("ExportArtifacts", ExportJobs::artifacts)
          .emits(
              Emission.ofStatus(
                  "SageMaker Model Card Export Job State Change",
                  EventDetail.of(
                      """
                      ModelCardExportJobName ModelCardExportJobArn Status ModelCardName
                      ModelCardVersion OutputConfig CreatedAt:iso LastModifiedAt:iso FailureReason
                      ExportArtifacts
                      """)))
          .missing(
              NOT_FOUND,
              (call, arn) -> "Modelcard export job " + Arns.name(arn) + " does not exist.")
          .duplicate(
              (call, job) ->
                  new ServiceError(
                      CONFLICT, "Modelcard export job " + job.name() + " already exists"))
          .build();

  private ExportJobs() {}

  private static String cardName(Call call) {
    return ModelCards.card(call).map(Resource::name).orElse("");
  }

  private static void prepare(Call call, Draft job) {
    Resource card = ModelCards.card(call).orElseThrow();
    job.attributes().put(CARD, card.name());
    if (!job.attributes().has(VERSION)) {
      job.attributes().set(VERSION, card.attributes().get(VERSION));
    }
  }

  private static String location(Resource job) {
    String folder = job.attributes().path("OutputConfig").path("S3OutputPath").asText();
    return S3Folder.of(folder) + job.attributes().path(CARD).asText() + "/" + job.name() + ".pdf";
  }

  private static void write(Resource job, World world) {
    long number = job.attributes().path(VERSION).asLong();
    world
        .registry()
        .byKey(ModelCards.TYPE, job.attributes().path(CARD).asText())
        .flatMap(card -> CardVersions.of(card, number, world))
        .ifPresent(
            version ->
                world.write(
                    job,
                    location(job),
                    CardPdf.of(
                        version.name() + ", version " + number, CardVersions.content(version))));
  }

  private static Optional<JsonNode> artifacts(Resource job, World world) {
    return job.is("Completed")
        ? Optional.of(Documents.empty().put("S3ExportArtifacts", location(job)))
        : Optional.empty();
  }

  static void goWith(Resource card, World world) {
    List.copyOf(world.registry().group(TYPE, card.name())).forEach(job -> world.remove(job));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "CreateModelCardExportJob",
            Create.a(TYPE)
                .requires(
                    new Precondition(
                        "the model card exists in that version",
                        NOT_FOUND,
                        call -> ModelCards.TYPE.require(call)),
                    ModelCards.STAYS))
        .operation("DescribeModelCardExportJob", Describe.a(TYPE))
        .operation(
            "ListModelCardExportJobs",
            ListAll.of(TYPE)
                .among(call -> call.world().registry().group(TYPE, call.text(CARD).orElseThrow())))
        .judged(
            "model-card-export",
            "model-card-export-job",
            "An export takes 20 seconds. The PDF is a plain one: the content of the version,"
                + " section by section. Jobs go with their card, their PDFs stay; jobs of a card"
                + " that isn't there are an empty list. The wording of missing and duplicate jobs,"
                + " and what their event shows, follow those of cards.");
  }
}
