package dev.mlsim.services.cleanroomsml;

import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DENIED;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.INCORRECT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NO_ACCESS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.VALIDATION;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Account;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Scheme;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.audience.Audiences;
import dev.mlsim.services.cleanroomsml.custom.CustomModels;
import dev.mlsim.services.cleanroomsml.membership.MlConfigurations;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Types;
import java.util.List;

/**
 * AWS Clean Rooms ML (API of 2023-09-06): the audience half, which belongs to accounts, and the
 * custom-model half under memberships. Who is a member is said in {@link CleanRooms}.
 *
 * <p>Facts that hold for all: success is ACTIVE; nothing is idempotent, so a repeated Create or
 * Start makes a second resource; lists are newest first, ten to a page, filtered before they are
 * cut.
 */
public final class CleanRoomsMl implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new CleanRoomsMl());

  private CleanRoomsMl() {}

  @Override
  public String name() {
    return "cleanroomsml";
  }

  @Override
  public Contract contract() {
    return Contract.load("cleanroomsml");
  }

  @Override
  public List<String> families() {
    return List.of("custom", "membership", "audience");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "custom" -> CustomModels.declare(family);
      case "membership" -> MlConfigurations.declare(family);
      case "audience" -> Audiences.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public Scheme scheme() {
    return Types.SCHEME;
  }

  @Override
  public void declare(Service.Builder service) {
    Tagging tagging =
        Tagging.of(
                "resourceArn",
                SharedRules.MOST_TAGS,
                (call, arn) -> Refusals.missing(arn),
                (call, most) -> new ServiceError(VALIDATION, SharedRules.tooManyTags()))
            .requires(
                Precondition.of(
                    "the resource is of the caller's account",
                    DENIED,
                    call ->
                        call.text("resourceArn")
                            .filter(arn -> !Arns.account(arn).equals(call.caller().id()))
                            .map(
                                arn -> NO_ACCESS + "Resource " + arn + " is of another account.")));
    service
        .tags(
            TagStyle.map("tags")
                .reserving(message -> new ServiceError(VALIDATION, INCORRECT + message)))
        .listing(new Listing(10, false, call -> SharedRules.invalid("nextToken is not valid.")))
        .setup(CleanRooms.class, CleanRooms::new)
        .setup(ModelContainers.class, ModelContainers::new)
        .callers(CleanRoomsMl::caller)
        .operation("TagResource", Guarded.by(tagging.add(), SharedRules.TAGS))
        .operation("ListTagsForResource", tagging.list())
        .operation("UntagResource", tagging.remove("tagKeys"))
        .judged(
            "error-wording",
            "cleanroomsml",
            "Behind AWS's own sentence for an error its message says what it is about; real"
                + " messages are not published.")
        .judged(
            "cleanrooms-times",
            "cleanroomsml",
            "How long each status lasts; AWS says hours to a day of audience models and jobs, and"
                + " nothing of the others.")
        .judged(
            "cancelled-work-counts",
            "cleanroomsml.ServiceQuotaExceededException",
            "What is being cancelled counts against the quotas of pending and in-progress work"
                + " until it is INACTIVE.")
        .judged(
            "reserved-tag-keys",
            "cleanroomsml.ValidationException",
            "a tag key that begins with aws: is refused in SageMaker's words")
        .judged(
            "end-is-inactive",
            "cleanroomsml",
            "What was cancelled, deleted or has expired is INACTIVE, the one status that is left"
                + " for it.")
        .judged(
            "status-codes",
            "cleanroomsml",
            "statusDetails.statusCode is made from the reason of a failure; AWS's codes are not"
                + " published.");
  }

  private static Account caller(World world, String accessKey) {
    return world.setup(CleanRooms.class).caller(accessKey);
  }
}
