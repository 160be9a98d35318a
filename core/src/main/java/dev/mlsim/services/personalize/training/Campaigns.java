package dev.mlsim.services.personalize.training;

import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.ACTIVE;
import static dev.mlsim.services.personalize.vocabulary.Lifecycles.FAILED;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Rate;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.SideBySideUpdate;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.Optional;
import java.util.stream.Stream;

/** Campaigns: they serve a solution version, also while they are being updated to another. */
final class Campaigns {
  private static final String LATEST = "/$LATEST";
  private static final String SYNC = "campaignConfig.syncWithLatestSolutionVersion";
  private static final String[] UPDATED = {
    "solutionVersionArn", "minProvisionedTPS", "campaignConfig"
  };

  private static final SideBySideUpdate SIDE_UPDATE =
      new SideBySideUpdate("campaign-update", Types.CAMPAIGN, ofMinutes(10), Campaigns::apply);

  private static final Limit LIMIT = Limits.inGroup("Active campaigns", 5);

  private static final Precondition SYNCS_WITH_LATEST =
      SharedRules.valid(
          call -> !call.flag(SYNC) || call.text("solutionVersionArn").orElse("").endsWith(LATEST),
          "syncWithLatestSolutionVersion only with {solutionArn}/$LATEST",
          "The solutionVersionArn must be in SolutionArn/$LATEST format if"
              + " syncWithLatestSolutionVersion is true.");

  /** {@code $LATEST} means the newest version that is ACTIVE. */
  private static final Precondition VERSION_IS_ACTIVE =
      new Precondition(
          "solutionVersionArn names a solution version that exists and is ACTIVE",
          Errors.IN_USE,
          call -> {
            if (call.has("solutionVersionArn") && !version(call).is(ACTIVE)) {
              throw PersonalizeType.untimely(version(call));
            }
          });

  private static final Precondition SERVES_OR_FAILED =
      new Precondition(
          "the campaign is ACTIVE or CREATE FAILED",
          Errors.IN_USE,
          call -> {
            Resource campaign = call.subject(Types.CAMPAIGN);
            if (!campaign.is(ACTIVE) && !campaign.is(FAILED)) {
              throw PersonalizeType.untimely(campaign);
            }
          });

  private Campaigns() {}

  static void declare(Family family) {
    ConventionalResource campaign =
        family
            .quota(LIMIT.name(), LIMIT.quota())
            .resource("Campaign")
            .lifecycle(
                Lifecycles.deletion(Lifecycles.creation(ofMinutes(1), ofMinutes(9)), ACTIVE, FAILED)
                    .on(UPDATE)
                    .from(FAILED)
                    .goes(rest(ACTIVE))
                    .build())
            .defaults("{'minProvisionedTPS': 1}")
            .prepared(Campaigns::prepare)
            .computed("latestCampaignUpdate", SIDE_UPDATE::shown)
            .entering(State.GONE.toString(), SIDE_UPDATE::forget)
            .bills(
                Rate.of("TPS", c -> c.attributes().path("minProvisionedTPS").asLong())
                    .during(ACTIVE))
            .holds(LIMIT.holding())
            .within(LIMIT.quota().per(Campaigns::group))
            .requires(SYNCS_WITH_LATEST, VERSION_IS_ACTIVE)
            .filter("solutionArn", (one, arn, world) -> solutionArn(one).equals(arn.asText()))
            .requires("Delete", SIDE_UPDATE.idle());
    family
        .type(SIDE_UPDATE.type())
        .operation(
            "DescribeCampaign",
            Describe.a(campaign.type())
                .in("campaign")
                .showing((r, world) -> SIDE_UPDATE.latest(r, world).stream().toList()))
        .operation(
            "UpdateCampaign",
            SIDE_UPDATE.handler(
                campaign.type(),
                Campaigns::updateMembers,
                SERVES_OR_FAILED,
                SIDE_UPDATE.idle(),
                SYNCS_WITH_LATEST,
                VERSION_IS_ACTIVE,
                SharedRules.valid(
                    "the new version is of the same solution", Campaigns::ofAnotherSolution)));
  }

  private static void prepare(Call call, Draft campaign) {
    Resource version = version(call);
    campaign.attributes().put("solutionVersionArn", version.arn());
    campaign.notes().put(PersonalizeType.GROUP, PersonalizeType.text(version, "datasetGroupArn"));
  }

  private static Optional<String> ofAnotherSolution(Call call) {
    String mine = solutionArn(call.subject(Types.CAMPAIGN));
    return call.has("solutionVersionArn")
            && !PersonalizeType.text(version(call), "solutionArn").equals(mine)
        ? Optional.of("The solution version must be of the solution " + mine)
        : Optional.empty();
  }

  /** The solution version that a call names. */
  private static Resource version(Call call) {
    String arn = call.text("solutionVersionArn").orElse("");
    if (!arn.endsWith(LATEST)) {
      return call.require(Types.SOLUTION_VERSION, arn);
    }
    String solution = arn.substring(0, arn.length() - LATEST.length());
    return SolutionVersions.latestActive(call.require(Types.SOLUTION, solution), call.world());
  }

  private static String group(Call call) {
    return PersonalizeType.text(version(call), "datasetGroupArn");
  }

  /** The campaigns that have a version of the solution. */
  static Stream<Resource> of(String solutionArn, World world) {
    return SharedRules.all(world, Types.CAMPAIGN)
        .filter(campaign -> solutionArn(campaign).equals(solutionArn));
  }

  private static String solutionArn(Resource campaign) {
    String version = PersonalizeType.text(campaign, "solutionVersionArn");
    return version.substring(0, Math.max(0, version.lastIndexOf('/')));
  }

  private static ObjectNode updateMembers(Resource campaign, Call call) {
    ObjectNode changes = call.input().deepCopy();
    if (call.has("solutionVersionArn")) {
      changes.put("solutionVersionArn", version(call).arn());
    }
    ObjectNode after = Documents.merged(campaign.attributes(), changes);
    ObjectNode members = Documents.empty();
    for (String member : UPDATED) {
      if (after.has(member)) {
        members.set(member, after.get(member));
      }
    }
    return members;
  }

  private static void apply(Resource campaign, ObjectNode update, World world) {
    ObjectNode after = Documents.empty().setAll(campaign.attributes());
    world.change(campaign, old -> old.withAttributes(after.setAll(update)));
    if (campaign.is(FAILED)) {
      world.trigger(campaign, UPDATE, "");
    }
  }

  /** A campaign that syncs is updated to a version that has just become ACTIVE. */
  static void follow(Resource version, World world) {
    of(PersonalizeType.text(version, "solutionArn"), world)
        .filter(campaign -> campaign.is(ACTIVE) && !SIDE_UPDATE.isUnderWay(campaign, world))
        .filter(
            campaign ->
                Documents.at(campaign.attributes(), SYNC).map(n -> n.asBoolean()).orElse(false))
        .toList()
        .forEach(
            campaign -> {
              ObjectNode members = Documents.empty();
              for (String member : UPDATED) {
                if (campaign.attributes().has(member)) {
                  members.set(member, campaign.attributes().get(member).deepCopy());
                }
              }
              SIDE_UPDATE.begin(campaign, members.put("solutionVersionArn", version.arn()), world);
            });
  }
}
