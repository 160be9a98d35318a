package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.DEPENDS;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.NOT_FOUND;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Limit;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.AnalysisTemplate;
import dev.mlsim.services.cleanroomsml.MemberAbility;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Members;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import dev.mlsim.services.cleanroomsml.vocabulary.Usage;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** ML input channels: data that a protected query brought together, kept for a number of days. */
final class InputChannels {
  static final String ARN = "mlInputChannelArn";
  static final TypeRef TYPE = TypeRef.to("ml-input-channel", "ML input channel", NOT_FOUND);

  private static final String ASSOCIATIONS = "configuredModelAlgorithmAssociations";

  /** Where a channel names the association that it was created for. */
  static final String FIRST_ASSOCIATION = ASSOCIATIONS + ".0";

  private static final String QUERY = "inputChannel.dataSource.protectedQueryInputParameters";

  /** So few that what a job writes for each of them can be read in a test's failure. */
  private static final int FEWEST_RECORDS = 100;

  private static final Lifecycle LIFE =
      Lifecycles.deletable(
              Lifecycles.created(ofSeconds(30), ofMinutes(5)),
              rest(Lifecycles.INACTIVE),
              Lifecycles.ACTIVE,
              Lifecycles.FAILED,
              "DELETE_FAILED")
          .on(Lifecycles.EXPIRE)
          .from(Lifecycles.ACTIVE)
          .goes(rest(Lifecycles.INACTIVE))
          .build();

  private static final Limit QUOTA =
      Usage.perMembership(
          "Active custom model input channels per membership",
          100,
          r -> r.is(Lifecycles.ACTIVE) || Lifecycles.isBusy(r));

  private static final Precondition ASSOCIATION =
      new Precondition(
          "the association exists in the collaboration",
          NOT_FOUND,
          call ->
              call.input()
                  .path(ASSOCIATIONS)
                  .forEach(arn -> Reach.requireShared(call, Associations.TYPE, arn.asText())));

  private static final Precondition ONE_QUERY =
      SharedRules.holds(
          "exactly one of queryString and analysisTemplateArn",
          call ->
              call.has(QUERY + ".sqlParameters.queryString")
                  != call.has(QUERY + ".sqlParameters.analysisTemplateArn"),
          "Specify exactly one of queryString and analysisTemplateArn in sqlParameters.");

  private static final Precondition IDLE =
      Precondition.of(
          "no model is trained and no job runs on the channel", CONFLICT, InputChannels::user);

  private InputChannels() {}

  static void declare(Family family) {
    ConventionalResource channel =
        family
            .resource("MLInputChannel")
            .titled(TYPE.title())
            .alsoBy("Describe", "GetCollaborationMLInputChannel")
            .by("Delete", "DeleteMLInputChannelData")
            .arn(ARN, "membership/{membershipIdentifier}/ml-input-channel/{key}")
            .lifecycle(LIFE)
            .defaults(
                """
                {'?inputChannel': {'?dataSource': {'?protectedQueryInputParameters': {
                  'resultFormat': 'CSV',
                  '?computeConfiguration': {'?worker': {'type': 'CR.1X', 'number': 16}}}}}}
                """)
            .prepared(InputChannels::prepared)
            .computed("privacyBudgets", Tables::budgets)
            .durations(InputChannels::durations)
            .entering(Lifecycles.PENDING, Tables::spendOnQuery)
            .entering(Lifecycles.RUNNING, InputChannels::query)
            .entering(Lifecycles.ACTIVE, InputChannels::fill)
            .entering(Lifecycles.ACTIVE, SyntheticData::evaluate)
            .counts(QUOTA)
            .requires(
                Reach.MEMBER,
                Members.can(MemberAbility.CAN_QUERY),
                SharedRules.ownRole("inputChannel.roleArn"),
                SharedRules.TAGS,
                ONE_QUERY,
                Members.areMembers(
                    "payerConfiguration.computePayerAccountId",
                    "payerConfiguration.syntheticDataPayerAccountId"),
                ASSOCIATION)
            .requires("List", Reach.MEMBER)
            .requires("Delete", IDLE);
    family
        .operation(
            "ListCollaborationMLInputChannels",
            ListAll.of(channel.type()).requires(Reach.COLLABORATOR))
        .judged(
            "retention-start",
            "ml-input-channel.retentionInDays",
            "retentionInDays counts from the moment the channel becomes ACTIVE.")
        .judged(
            "tables-of-channel",
            "ml-input-channel.privacyBudgets",
            "The tables behind a channel are those declared with CleanRooms.table whose names stand"
                + " in its query or its template's. Its query and each training or inference job on"
                + " it take one use of each; at zero the query fails the channel, and a job is a"
                + " ConflictException.")
        .judged(
            "budget-periods",
            "ml-input-channel.privacyBudgets",
            "Periods of data access budgets are in UTC, weeks from Monday; one that does not"
                + " refresh stays in the period of its first use.")
        .differs(
            "rooms-by-setup",
            "ml-input-channel",
            "Tables with budgets and templates for synthetic data belong to AWS Clean Rooms: only"
                + " those are known that the test declares in CleanRooms, and any other template is"
                + " taken to exist and to have neither.");
  }

  private static Optional<String> user(Call call) {
    Resource channel = call.subject(TYPE);
    return Stream.concat(
            call.world().registry().all(TrainedModels.TYPE).stream()
                .filter(model -> TrainedModels.reads(model, channel.arn())),
            SharedRules.naming(call, InferenceJobs.TYPE, "dataSource." + ARN, channel))
        .filter(Lifecycles::isBusy)
        .findFirst()
        .map(user -> DEPENDS + "Depending: " + user.arn());
  }

  private static void prepared(Call call, Draft channel) {
    Optional<AnalysisTemplate> template =
        call.text(QUERY + ".sqlParameters.analysisTemplateArn")
            .flatMap(arn -> Reach.rooms(call).templateOf(arn));
    String sql =
        call.text(QUERY + ".sqlParameters.queryString")
            .or(() -> template.map(AnalysisTemplate::sql))
            .orElse("");
    Tables.note(call, channel, sql);
    template.ifPresent(t -> SyntheticData.note(call, channel, t));
    Reach.note(call, channel);
  }

  private static Plan durations(Resource channel, Plan plan, World world) {
    if (!plan.passes(Lifecycles.RUNNING)) {
      return plan;
    }
    Plan queried = Tables.failing(channel, plan, world);
    return queried.equals(plan) ? SyntheticData.failing(channel, plan) : queried;
  }

  private static void query(Resource channel, World world) {
    String query = world.chance().uuid();
    world.change(channel, old -> old.with("protectedQueryIdentifier", query));
  }

  /** What the query brought in; from now on the days count. */
  private static void fill(Resource channel, World world) {
    int records = FEWEST_RECORDS + world.chance().below(400);
    ObjectNode filled =
        Documents.empty()
            .<ObjectNode>setAll(channel.attributes())
            .put("numberOfRecords", records)
            .put("numberOfFiles", 1.0 + world.chance().below(4))
            .put("sizeInGb", records / 1_000_000.0);
    world.change(channel, old -> old.withAttributes(filled));
    Duration kept = Duration.ofDays(channel.attributes().path("retentionInDays").asInt());
    world.later(world.now().plus(kept), channel, Lifecycles.EXPIRE);
  }

  /** Whether a channel was created for an association. */
  static boolean isFor(Resource channel, String associationArn) {
    return SharedRules.says(channel, FIRST_ASSOCIATION, associationArn);
  }
}
