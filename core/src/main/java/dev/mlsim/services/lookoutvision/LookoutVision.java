package dev.mlsim.services.lookoutvision;

import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Listing;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.lookoutvision.projects.Datasets;
import dev.mlsim.services.lookoutvision.projects.Kind;
import dev.mlsim.services.lookoutvision.projects.Models;
import dev.mlsim.services.lookoutvision.projects.PackagingJobs;
import dev.mlsim.services.lookoutvision.projects.Projects;
import java.time.Duration;
import java.util.Optional;

/**
 * Amazon Lookout for Vision (API of 2020-11-20), as it was until it ended on 31 October 2025.
 *
 * <p>Facts that hold for all its resources: a client token is good for eight hours; pages are cut
 * after filtering, a hundred to a page; only models have tags.
 */
public final class LookoutVision {
  private static final Duration TOKEN_LIFE = Duration.ofHours(8);
  private static final int PAGE = 100;
  private static final int MOST_TAGS = 50;

  private static final Tagging TAGGING =
      Tagging.of(
              "ResourceArn",
              MOST_TAGS,
              (call, arn) -> Kind.MODEL.missing(arn),
              (call, most) ->
                  new ServiceError(
                          Kind.QUOTA, "The number of tags on a model cannot exceed " + most + ".")
                      .with("ResourceId", call.text("ResourceArn").orElse(""))
                      .with("ResourceType", Kind.MODEL.name()))
          .only(Models.TYPE);

  /** The declaration. */
  public static final Service SERVICE = declare();

  private LookoutVision() {}

  private static Service declare() {
    Service.Builder service =
        Service.of(Contract.load("lookoutvision"))
            .tags(TagStyle.list("Tags", "Key", "Value"))
            .listing(
                new Listing(
                    PAGE,
                    false,
                    call -> new ServiceError(Kind.VALIDATION, "The pagination token is invalid.")))
            .clientTokens(TOKEN_LIFE, LookoutVision::reused)
            // A quota's code was never seen; the model requires one.
            .errorMembers(
                """
                {'RetryAfterSeconds': 1, 'ServiceCode': 'lookoutvision',
                 'QuotaCode': 'L-XXXXXXXX'}
                """)
            .setup(VisionModels.class, VisionModels::new)
            .operation("TagResource", TAGGING.add())
            .operation("ListTagsForResource", TAGGING.list())
            .operation("UntagResource", TAGGING.remove("TagKeys"));
    caveats(service);
    Projects.declare(service);
    Datasets.declare(service);
    Models.declare(service);
    PackagingJobs.declare(service);
    return service.build();
  }

  private static void caveats(Service.Builder service) {
    service
        .differs(
            "CreateDataset",
            "a manifest that is not among the simulator's objects is assumed to be good, with 30"
                + " normal and 20 anomalous images, unless inputs are required")
        .differs(
            "DetectAnomalies",
            "the test's function answers, or chance by the model's seed and the image; bytes that"
                + " are neither PNG nor JPEG pass for an image unless inputs are required")
        .differs("DetectAnomalies", "without a function, models answer as classification models do")
        .differs(
            "CreateModel",
            "images and masks outside the simulator's objects are not looked at, and of masks in"
                + " them only the colors of plain 8-bit PNGs")
        .judged(
            "CreateModel",
            "too few images of an anomaly label, or too many labels or images of a segmentation"
                + " model, are a ValidationException; a mask's format, size and colors fail the"
                + " training")
        .differs(
            "StartModel",
            "a hosted model is billed by MinInferenceUnits, since there is no load to scale by")
        .differs("all operations", "five calls a second are not a limit unless a test sets one")
        .judged("all operations", "the texts of errors, except those of constraints")
        .judged("all operations", "a token used with other parameters is a ConflictException")
        .judged("all operations", "the code of every quota is L-XXXXXXXX")
        .judged(
            "quotas",
            "100 projects, 100 models a project, 2 running models and 5 units a model are the"
                + " values of Rekognition Custom Labels")
        .judged("CreateModel", "without a training dataset it is not found; versions count up")
        .judged("CreateModel", "too few labelled images are a ValidationException")
        .judged("StartModel", "a model whose hosting failed can be started again")
        .judged("StartModel", "it takes 10 minutes, StopModel 5; the notes have 10 to 20 for both")
        .judged("StartModel", "running models count from STARTING_HOSTING to STOPPING_HOSTING")
        .judged("DescribeModel", "inference units are shown from StartModel until it has stopped")
        .judged("DetectAnomalies", "a model that isn't HOSTED, even SYSTEM_UPDATING, is a conflict")
        .judged("ListDatasetEntries", "rows keep the time at which they first came; dates exclude")
        .judged("UpdateDatasetEntries", "images of another bucket fail it after the call")
        .judged("ListProjects", "newest first, as ListModels was seen to be")
        .judged("TagResource", "more than 50 tags are a ServiceQuotaExceededException");
  }

  /** The error's code is not documented; a conflict is what it is. */
  private static ServiceError reused(Call call) {
    Optional<ResourceType> type =
        call.service().handler(call.operation().name()).flatMap(handler -> handler.type());
    Kind kind = type.map(LookoutVision::kind).orElse(Kind.PROJECT);
    String id = type.flatMap(t -> t.find(call)).map(Resource::key).orElse(Projects.of(call));
    return kind.conflict(
        id,
        "The client token "
            + call.text("ClientToken").orElse("")
            + " was used for "
            + call.operation().name()
            + " with other parameters.");
  }

  private static Kind kind(ResourceType type) {
    if (type == Models.TYPE) {
      return Kind.MODEL;
    }
    if (type == Datasets.TYPE) {
      return Kind.DATASET;
    }
    return type == PackagingJobs.TYPE ? Kind.MODEL_PACKAGE_JOB : Kind.PROJECT;
  }
}
