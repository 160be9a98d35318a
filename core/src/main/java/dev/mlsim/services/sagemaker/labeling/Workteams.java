package dev.mlsim.services.sagemaker.labeling;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.List;
import java.util.Optional;

/**
 * Work teams: parts of the private workforce. Their members are groups of its Cognito user pool, or
 * of its OIDC identity provider (API reference, CreateWorkteam).
 */
final class Workteams {
  static final TypeRef TYPE = TypeRef.to("workteam", VALIDATION);

  private static final String WORKFORCE = "WorkforceName";
  private static final String MEMBERS = "MemberDefinitions";
  private static final String COGNITO = "CognitoMemberDefinition";
  private static final String TOTAL = "Number of workteams";
  private static final Quota MOST = Quota.of(TOTAL, 25, InstanceQuotas.exceeded("WorkTeams"));

  private Workteams() {}

  static void declare(Family family) {
    family
        .resource("Workteam")
        .named("workteam")
        .arn("workteam/private-crowd/{key}")
        .times("CreateDate", "LastUpdatedDate")
        .defaults("{'NotificationConfiguration': {}}")
        .prepared(Workteams::prepare)
        .found(
            "WorkforceArn",
            (team, world) -> workforce(team, world).flatMap(w -> Values.text(w.arn())))
        .found(
            "SubDomain",
            (team, world) -> workforce(team, world).flatMap(w -> Workforces.subDomain(w, world)))
        .computed("Success", (team, world) -> Values.flag(true))
        .requires(
            Precondition.exists(WORKFORCE, Workforces.TYPE),
            Precondition.of("there is a workforce", VALIDATION, Workteams::nobody),
            Precondition.of("members are of the workforce", VALIDATION, Workteams::strangers))
        .requires(
            "Update",
            Precondition.of("members are of the workforce", VALIDATION, Workteams::strangers))
        .counts(TOTAL, MOST)
        .listsUpwards()
        .missing(VALIDATION, "The work team {arn} does not exist.")
        .duplicate(IN_USE, "The work team {name} already exists ({arn}).")
        .judgedWords("what follows [The work team]", "duplicate")
        .judged(
            "work-team-members",
            "CreateWorkteam.MemberDefinitions",
            "The wording of the refusal of members who are not of the workforce; a user pool's"
                + " groups are not looked for.")
        .judged(
            "work-team-workforce",
            "CreateWorkteam.WorkforceName",
            "Without a name it is the workforce that there is; where there is none the team is"
                + " refused.")
        .judged(
            "work-team-quota", "CreateWorkteam.ResourceLimitExceeded", "The unit in its message.");
    family
        .operation("DescribeSubscribedWorkteam", new Subscribed())
        .operation("ListSubscribedWorkteams", new AllSubscribed())
        .judged(
            "subscribed-work-teams",
            "DescribeSubscribedWorkteam.WorkteamArn",
            "The wording for one that isn't there.")
        .differs(
            "work-team-subscriptions",
            "ListSubscribedWorkteams",
            "Nobody subscribes to vendors' teams, which is done in the AWS Marketplace: there are"
                + " none.");
  }

  private static Optional<Resource> workforce(Resource team, World world) {
    return world.registry().byKey(Workforces.TYPE, team.attributes().path(WORKFORCE).asText());
  }

  /** The one that there is, unless it is about to go. */
  private static Optional<Resource> only(World world) {
    return world.registry().all(Workforces.TYPE).stream()
        .filter(workforce -> !workforce.is("Deleting"))
        .findFirst();
  }

  private static void prepare(Call call, Draft team) {
    only(call.world()).ifPresent(only -> team.attributes().put(WORKFORCE, only.name()));
  }

  private static Optional<String> nobody(Call call) {
    return only(call.world()).isPresent()
        ? Optional.empty()
        : Optional.of("No workforce found in account " + call.world().account().id() + ".");
  }

  /** All are of the kind that the workforce is, and of its user pool. */
  private static Optional<String> strangers(Call call) {
    Optional<ObjectNode> only = only(call.world()).map(Resource::attributes);
    return only.isEmpty() ? nobody(call) : strangers(call, only.get());
  }

  private static Optional<String> strangers(Call call, ObjectNode workforce) {
    for (JsonNode member : call.input().path(MEMBERS)) {
      JsonNode cognito = member.path(COGNITO);
      JsonNode config = workforce.path("CognitoConfig");
      boolean fits =
          cognito.isObject()
              ? cognito.path("UserPool").equals(config.path("UserPool"))
                  && cognito.path("ClientId").equals(config.path("ClientId"))
              : member.has("OidcMemberDefinition") && workforce.has("OidcConfig");
      if (!fits) {
        return Optional.of("MemberDefinitions must match the identity provider of the workforce.");
      }
    }
    return Optional.empty();
  }

  /** A vendor's team is there for those who have subscribed to it. */
  private static final class Subscribed implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      throw new ServiceError(
          VALIDATION, "The work team " + call.text("WorkteamArn").orElse("") + " does not exist.");
    }

    @Override
    public String kind() {
      return "describe subscribed";
    }
  }

  private static final class AllSubscribed implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      return Pages.of(call, List.of());
    }

    @Override
    public String kind() {
      return "list subscribed";
    }
  }
}
