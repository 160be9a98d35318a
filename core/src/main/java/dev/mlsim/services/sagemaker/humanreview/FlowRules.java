package dev.mlsim.services.sagemaker.humanreview;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import java.util.Optional;
import java.util.Set;

/**
 * What a flow definition has to keep to. The words for a work team that isn't there are quoted in
 * data-science-on-aws/data-science-on-aws#37.
 */
final class FlowRules {
  private static final String TEAM = "HumanLoopConfig.WorkteamArn";
  private static final String UI = "HumanLoopConfig.HumanTaskUiArn";
  private static final TypeRef TASK_UI = TypeRef.to("human-task-ui", "ResourceNotFound");
  private static final TypeRef WORK_TEAM = TypeRef.to("workteam", VALIDATION);

  /** The accounts of Amazon's own work teams and pages. */
  private static final Set<String> AMAZONS = Set.of("394669845002");

  static final Precondition[] ALL = {
    Precondition.unless(
        call -> !call.has("HumanLoopActivationConfig") || call.has("HumanLoopRequestSource"),
        "activation conditions have a source of requests",
        VALIDATION,
        "HumanLoopActivationConfig requires HumanLoopRequestSource."),
    Precondition.unless(
        FlowRules::hasReadableConditions,
        "activation conditions are JSON",
        VALIDATION,
        "HumanLoopActivationConditions must be a valid JSON object."),
    Precondition.unless(
        call ->
            !call.has("HumanLoopConfig.PublicWorkforceTaskPrice")
                || team(call).contains("/public-crowd/"),
        "only the public workforce has a price",
        VALIDATION,
        "PublicWorkforceTaskPrice is supported only with the public workforce."),
    Precondition.of("the work team can be seen", VALIDATION, FlowRules::unseenTeam),
    Precondition.of("the human task UI exists", VALIDATION, FlowRules::missingUi)
  };

  private FlowRules() {}

  private static String team(Call call) {
    return call.text(TEAM).orElse("");
  }

  private static boolean hasReadableConditions(Call call) {
    return call.text(
            "HumanLoopActivationConfig.HumanLoopActivationConditionsConfig"
                + ".HumanLoopActivationConditions")
        .map(conditions -> Documents.parsed(conditions).isPresent())
        .orElse(true);
  }

  private static Optional<String> unseenTeam(Call call) {
    return call.text(TEAM)
        .filter(
            arn ->
                !isOwnTeam(call, arn)
                    && !arn.contains("/public-crowd/")
                    && !arn.contains("/vendor-crowd/"))
        .map(
            arn ->
                "The specified Workteam '"
                    + arn
                    + "' does not exist or you do not have access to it.");
  }

  private static Optional<String> missingUi(Call call) {
    return call.text(UI)
        .filter(arn -> !isAmazons(arn))
        .filter(arn -> call.world().registry().byArn(TASK_UI, arn).isEmpty())
        .map(
            arn ->
                "The specified HumanTaskUi '"
                    + arn
                    + "' does not exist or you do not have access to it.");
  }

  /** Whether a page or team is one of Amazon's own. */
  static boolean isAmazons(String arn) {
    return AMAZONS.contains(Arns.account(arn));
  }

  private static boolean isOwnTeam(Call call, String arn) {
    return call.world().registry().byArn(WORK_TEAM, arn).isPresent();
  }
}
