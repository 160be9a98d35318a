package dev.mlsim.services.sagemaker.labeling;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The private workforce, of which an account has one in a region: the words for a second one as
 * users of the Terraform provider met them (hashicorp/terraform-provider-aws#20472), the states of
 * the API reference (Workforce).
 */
public final class Workforces {
  static final TypeRef TYPE = TypeRef.to("workforce", VALIDATION);

  /** A note: the place of its portal. */
  private static final String SUB_DOMAIN = "subDomain";

  /** A note: the endpoint by which its VPC reaches the portal. */
  private static final String VPC_ENDPOINT = "vpcEndpoint";

  private static final String VPC = "WorkforceVpcConfig";
  private static final String OIDC = "OidcConfig";
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration WITH_VPC = Duration.ofMinutes(5);

  private Workforces() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .resource("Workforce")
        .lifecycle(
            Lifecycles.lasting(stay("Initializing", SOON), rest("Active"))
                .failing("Failed")
                .updating(stay("Updating", SOON), rest("Active"))
                .failing("Failed")
                .deleting(stay("Deleting", SOON), gone())
                .failing("Failed"))
        .times("CreateDate", "LastUpdatedDate")
        .durations(Workforces::durations)
        .defaults("{'SourceIpConfig': {'Cidrs': []}}")
        .prepared(Workforces::prepare)
        .found("SubDomain", Workforces::subDomain)
        .computed(OIDC, Workforces::withoutSecret)
        .computed(VPC, Workforces::vpc)
        .requires(
            Precondition.oneOf(VALIDATION, "CognitoConfig", OIDC),
            Precondition.of("there is no other workforce", VALIDATION, Workforces::another))
        .requires(
            "Update",
            new Precondition("OIDC is changed without teams", VALIDATION, Workforces::oidc))
        .keptBy(
            Workteams.TYPE,
            IN_USE,
            "The workforce {name} cannot be deleted because it has work teams.",
            "WorkforceName")
        .listsUpwards()
        .missing(VALIDATION, "No workforce found with name {name}.")
        .duplicate(VALIDATION, "Workforce {arn} already exists.")
        .refused(Lifecycle.UPDATE, CONFLICT, "The workforce {name} is in status {status}.")
        .refused(VALIDATION, "The workforce {name} cannot be deleted in status {status}.")
        .judgedTimes()
        .judgedWords("what follows [No workforce]", "what its status refuses", "in use")
        .judged(
            "workforce-oidc",
            "UpdateWorkforce.OidcConfig",
            "The wording of the refusal to change OIDC while there are teams.")
        .judged(
            "workforce-vpc",
            "workforce.WorkforceVpcConfig",
            "With a VPC each change takes 5 minutes; the endpoint is shown from when it is"
                + " Active.");
    Workteams.declare(family);
    LabelingJobs.declare(family);
  }

  private static Optional<String> another(Call call) {
    return call.world().registry().all(TYPE).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Cannot create more than one workforce for account "
                + call.world().account().id()
                + ". If you are trying to update existing workforce, please use UpdateWorkforce"
                + " API");
  }

  private static void oidc(Call call) {
    if (call.has(OIDC) && !call.world().registry().all(Workteams.TYPE).isEmpty()) {
      throw new ServiceError(
          VALIDATION, "OidcConfig cannot be changed while the workforce has work teams.");
    }
  }

  private static void prepare(Call call, Draft made) {
    made.notes()
        .put(
            SUB_DOMAIN,
            call.world().chance().id(10)
                + ".labeling."
                + call.world().account().region()
                + ".sagemaker.aws")
        .put(VPC_ENDPOINT, "vpce-" + call.world().chance().hex(17));
  }

  private static Plan durations(Resource workforce, Plan plan, World world) {
    Plan longer = plan;
    if (workforce.attributes().has(VPC)) {
      for (String state : List.of("Initializing", "Updating", "Deleting")) {
        longer = longer.passes(state) ? longer.taking(state, WITH_VPC) : longer;
      }
    }
    return longer;
  }

  /** The place of the portal, which its teams show too. */
  static Optional<JsonNode> subDomain(Resource workforce, World world) {
    return Documents.at(workforce.notes(), SUB_DOMAIN);
  }

  private static Optional<JsonNode> withoutSecret(Resource workforce, World world) {
    return Documents.at(workforce.attributes(), OIDC)
        .map(
            config -> {
              ObjectNode shown = Documents.empty().setAll((ObjectNode) config);
              shown.remove("ClientSecret");
              return shown;
            });
  }

  private static Optional<JsonNode> vpc(Resource workforce, World world) {
    return Documents.at(workforce.attributes(), VPC)
        .map(
            config -> {
              ObjectNode shown = Documents.empty().setAll((ObjectNode) config);
              if (workforce.entered("Active").isPresent()) {
                shown.set("VpcEndpointId", workforce.notes().path(VPC_ENDPOINT));
              }
              return shown;
            });
  }
}
