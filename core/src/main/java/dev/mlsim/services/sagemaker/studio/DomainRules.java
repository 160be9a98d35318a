package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import java.util.List;
import java.util.Optional;

/** What must hold of a request that makes or changes a domain. */
final class DomainRules {
  private static final String VPC_ONLY = "VpcOnly";

  /** What can't be changed while apps run, by the paths of UpdateDomain. */
  private static final List<String> WITHOUT_APPS =
      List.of(
          "AppNetworkAccessType",
          "AppSecurityGroupManagement",
          "SubnetIds",
          "VpcId",
          "DomainSettingsForUpdate.RStudioServerProDomainSettingsForUpdate",
          "DomainSettingsForUpdate.ExecutionRoleIdentityConfig");

  private static final Precondition NETWORK =
      Precondition.unless(
          call -> (call.has("VpcId") && call.has("SubnetIds")) || isUnified(call),
          "VpcId and SubnetIds, unless it is Unified Studio's",
          VALIDATION,
          "VpcId and SubnetIds are required to create a domain.");

  private static final Precondition ROLE =
      Precondition.unless(
          call -> call.has("DefaultUserSettings.ExecutionRole"),
          "an execution role of users",
          VALIDATION,
          "ExecutionRole is required in DefaultUserSettings.");

  /** hashicorp/terraform-provider-aws#39923. */
  private static final String ONLY_RSTUDIO =
      "AppSecurityGroupManagement can only be set for Rstudio enabled domains.";

  private static final Precondition GROUPS =
      Precondition.unless(
          call -> !call.has("AppSecurityGroupManagement") || hasRStudio(call.input()),
          "security groups of apps in domains with RStudio only",
          VALIDATION,
          ONLY_RSTUDIO);

  private static final Precondition GROUPS_OF_UPDATE =
      Precondition.unless(
          call ->
              !call.has("AppSecurityGroupManagement")
                  || hasRStudio(Parents.domain(call).attributes()),
          "security groups of apps in domains with RStudio only",
          VALIDATION,
          ONLY_RSTUDIO);

  /** hashicorp/terraform-provider-aws#45528. */
  private static final Precondition TO_VPC_ONLY =
      Precondition.unless(
          call ->
              !call.text("AppNetworkAccessType").orElse("").equals(VPC_ONLY)
                  || (call.has("VpcId") && call.has("SubnetIds")),
          "VpcId and SubnetIds with VpcOnly",
          VALIDATION,
          "VpcId and Subnet IDs are required for updating domains to VpcOnly mode.");

  private static final Precondition FILE_SYSTEM =
      Precondition.unless(
          call ->
              !call.text("HomeEfsFileSystemCreation").orElse("").equals("Disabled")
                  || !Parents.text(Parents.domain(call), "HomeEfsFileSystemCreation")
                      .equals("Enabled"),
          "a home file system is not disabled again",
          VALIDATION,
          "HomeEfsFileSystemCreation cannot be changed from Enabled to Disabled.");

  private static final Precondition NO_APPS =
      Precondition.of("no app is in service", VALIDATION, DomainRules::appsInTheWay);

  static final Precondition[] OF_CREATE = {NETWORK, ROLE, GROUPS};

  static final Precondition[] OF_UPDATE = {GROUPS_OF_UPDATE, TO_VPC_ONLY, FILE_SYSTEM, NO_APPS};

  private DomainRules() {}

  private static boolean isUnified(Call call) {
    return call.has("DomainSettings.UnifiedStudioSettings")
        && !call.text("AppNetworkAccessType").orElse("").equals(VPC_ONLY);
  }

  static boolean hasRStudio(JsonNode domain) {
    return domain.path("DomainSettings").has("RStudioServerProDomainSettings");
  }

  /** hashicorp/terraform-provider-aws#31912. */
  private static Optional<String> appsInTheWay(Call call) {
    if (WITHOUT_APPS.stream().noneMatch(call::has)) {
      return Optional.empty();
    }
    Resource domain = Parents.domain(call);
    return Parents.first(
            call, Parents.APP, domain.key(), (parent, app) -> Parents.isLive(app), domain)
        .map(
            app ->
                "Unable to update Domain ["
                    + domain.arn()
                    + "] with InService App. Delete all InService apps in the domain including"
                    + " shared Apps for [domain-shared] User Profile, and try again.");
  }
}
