package dev.mlsim.services.personalize;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Scheme;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.services.personalize.batch.BatchJobs;
import dev.mlsim.services.personalize.data.GroupsOfData;
import dev.mlsim.services.personalize.events.Events;
import dev.mlsim.services.personalize.filters.Filters;
import dev.mlsim.services.personalize.recipes.Catalogue;
import dev.mlsim.services.personalize.training.Training;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import java.util.List;

/**
 * Amazon Personalize (API of 2018-05-22), all of its operations.
 *
 * <p>Facts that hold for all its resources: every error has the HTTP status 400; a resource has its
 * name in its ARN, so that names are unique; lists have 100 to a page, newest first.
 */
public final class Personalize implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new Personalize());

  private static final int MOST_TAGS = 50;

  private Personalize() {}

  @Override
  public String name() {
    return "personalize";
  }

  @Override
  public Contract contract() {
    return Contract.load("personalize");
  }

  @Override
  public List<String> families() {
    return List.of("data", "events", "filters", "recipes", "training", "batch");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "data" -> GroupsOfData.declare(family);
      case "events" -> Events.declare(family);
      case "filters" -> Filters.declare(family);
      case "recipes" -> Catalogue.declare(family);
      case "training" -> Training.declare(family);
      case "batch" -> BatchJobs.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public Scheme scheme() {
    return PersonalizeType.SCHEME;
  }

  @Override
  public void declare(Service.Builder service) {
    Tagging tagging =
        Tagging.of(
            "resourceArn",
            MOST_TAGS,
            (call, arn) ->
                new ServiceError(Errors.NOT_FOUND, "Resource Arn " + arn + " does not exist."),
            (call, most) ->
                new ServiceError(
                    Errors.TOO_MANY_TAGS,
                    "The number of tags on a resource cannot exceed " + most + "."));
    service
        .validationCode(Errors.INVALID)
        .tags(
            TagStyle.list("tags", "tagKey", "tagValue")
                .reserving(message -> new ServiceError(Errors.INVALID, message)))
        .listing(
            new Listing(
                100,
                false,
                call -> new ServiceError("InvalidNextTokenException", "Invalid next token.")))
        .setup(PersonalizeSetup.class, PersonalizeSetup::new)
        .operation("TagResource", tagging.add())
        .operation("ListTagsForResource", tagging.list())
        .operation("UntagResource", Guarded.by(tagging.remove("tagKeys"), SharedRules.FEW_TAG_KEYS))
        .judged(
            "broken-constraints",
            "personalize.InvalidInputException",
            "a constraint of the model that is broken is InvalidInputException")
        .judged(
            "arn-of-another-kind",
            "personalize.InvalidInputException",
            "an ARN of another kind than asked for is InvalidInputException")
        .judged(
            "not-active",
            "personalize.ResourceInUseException",
            "what is named but not ACTIVE is ResourceInUseException")
        .judged(
            "conflict-wording",
            "personalize.ResourceInUseException",
            "the texts: Resource {arn} is in {status} state, has an update in progress, is used by"
                + " another one")
        .judged(
            "rules-wording",
            "personalize.InvalidInputException",
            "the texts of what is refused by rule, but for those that the developer guide lists"
                + " among its error messages")
        .judged(
            "personalize-times",
            "personalize",
            "how long each status lasts: most as notebooks were seen to wait, minutes; updates and"
                + " deletions, and what comes between pending and in progress, by estimate")
        .judged(
            "reserved-tag-keys",
            "personalize.InvalidInputException",
            "a tag key that begins with aws: is refused in SageMaker's words")
        .judged(
            "quotas-count-early",
            "personalize.LimitExceededException",
            "what is on its way to ACTIVE counts as active");
  }
}
