package dev.mlsim.services.personalize;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.personalize.batch.BatchInferenceJobs;
import dev.mlsim.services.personalize.batch.BatchSegmentJobs;
import dev.mlsim.services.personalize.data.DatasetGroups;
import dev.mlsim.services.personalize.data.Datasets;
import dev.mlsim.services.personalize.data.DeletionJobs;
import dev.mlsim.services.personalize.data.ExportJobs;
import dev.mlsim.services.personalize.data.ImportJobs;
import dev.mlsim.services.personalize.data.Schemas;
import dev.mlsim.services.personalize.events.EventTrackers;
import dev.mlsim.services.personalize.events.MetricAttributions;
import dev.mlsim.services.personalize.filters.Filters;
import dev.mlsim.services.personalize.recipes.Catalogue;
import dev.mlsim.services.personalize.training.Campaigns;
import dev.mlsim.services.personalize.training.Recommenders;
import dev.mlsim.services.personalize.training.SolutionVersions;
import dev.mlsim.services.personalize.training.Solutions;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.SharedRules;

/**
 * Amazon Personalize (API of 2018-05-22), all of its operations.
 *
 * <p>Facts that hold for all its resources: every error has the HTTP status 400; a resource has its
 * name in its ARN, so that names are unique; lists have 100 to a page, newest first.
 */
public final class Personalize {
  private static final int MOST_TAGS = 50;

  private static final Tagging TAGGING =
      Tagging.of(
          "resourceArn",
          MOST_TAGS,
          (call, arn) ->
              new ServiceError(Errors.NOT_FOUND, "Resource Arn " + arn + " does not exist."),
          (call, most) ->
              new ServiceError(
                  Errors.TOO_MANY_TAGS,
                  "The number of tags on a resource cannot exceed " + most + "."));

  /** The declaration. */
  public static final Service SERVICE = declare();

  private Personalize() {}

  private static Service declare() {
    Service.Builder service =
        Service.of(Contract.load("personalize"))
            .validationCode(Errors.INVALID)
            .tags(TagStyle.list("tags", "tagKey", "tagValue"))
            .listing(
                new Listing(
                    100,
                    false,
                    call -> new ServiceError("InvalidNextTokenException", "Invalid next token.")))
            .setup(PersonalizeSetup.class, PersonalizeSetup::new)
            .operation("TagResource", TAGGING.add())
            .operation("ListTagsForResource", TAGGING.list())
            .operation(
                "UntagResource", Guarded.by(TAGGING.remove("tagKeys"), SharedRules.FEW_TAG_KEYS));
    Schemas.declare(service);
    DatasetGroups.declare(service);
    Datasets.declare(service);
    ImportJobs.declare(service);
    ExportJobs.declare(service);
    DeletionJobs.declare(service);
    EventTrackers.declare(service);
    Filters.declare(service);
    MetricAttributions.declare(service);
    Catalogue.declare(service);
    Solutions.declare(service);
    SolutionVersions.declare(service);
    Campaigns.declare(service);
    Recommenders.declare(service);
    BatchInferenceJobs.declare(service);
    BatchSegmentJobs.declare(service);
    Limits.declare(service);
    ledger(service);
    return service.build();
  }

  private static void ledger(Service.Builder service) {
    service
        .judged("errors", "a constraint of the model that is broken is InvalidInputException")
        .judged("errors", "an ARN of another kind than asked for is InvalidInputException")
        .judged("errors", "what is named but not ACTIVE is ResourceInUseException")
        .judged("quotas", "what is on its way to ACTIVE counts as active")
        .judged("UpdateDataset", "a failed update leaves the dataset ACTIVE with its old schema")
        .judged("UpdateMetricAttribution", "goes through UPDATE PENDING and UPDATE IN_PROGRESS")
        .judged("UpdateCampaign", "members of the configuration that are not given stay")
        .judged("CreateSolution", "the first automatic training comes after exactly an hour")
        .judged("CreateFilter", "fields of a dataset type that the group lacks are let pass")
        .judged("CreateDatasetExportJob", "the file is named as the job, with .csv")
        .differs(
            "CreateSolutionVersion",
            "without required inputs a training needs no data, so that a first test has none")
        .judged(
            "CreateRecommender",
            "the weekly retraining of an ACTIVE recommender changes its modelMetrics and"
                + " lastUpdatedDateTime; time in which it is stopped does not count")
        .judged(
            "CreateBatchInferenceJob",
            "of a filter's expressions one INCLUDE has to fit and no EXCLUDE; AND binds closer than"
                + " OR; of several interactions one that fits is enough")
        .judged(
            "CreateBatchInferenceJob",
            "a record without filterValues for a placeholder has an error in its line")
        .judged(
            "CreateBatchInferenceJob",
            "input over its limits (files, records, queries) fails the job while it runs")
        .differs(
            "CreateBatchInferenceJob",
            "a filter's expression is applied where the imported files of the datasets it looks at"
                + " are among the simulator's objects, and left out where one is not");
  }
}
