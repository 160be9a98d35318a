package dev.mlsim.services.sagemaker.notebooks;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Rate;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SageMaker's notebook instances: the statuses of the API reference (DescribeNotebookInstance);
 * what can be done in which, and the words of its refusal, as clients have met them.
 */
public final class NotebookInstances {
  private static final TypeRef TYPE = TypeRef.to("notebook-instance", VALIDATION);
  private static final String AT_REST = "Stopped, Failed";
  private static final int INTERFACE_DIGITS = 17;
  private static final String LIFECYCLE_CONFIG = "NotebookInstanceLifecycleConfigName";

  /** What an update asks to drop, and the attribute that it means. */
  private static final Map<String, String> DROPS =
      Map.of(
          "DisassociateLifecycleConfig", LIFECYCLE_CONFIG,
          "DisassociateDefaultCodeRepository", "DefaultCodeRepository",
          "DisassociateAdditionalCodeRepositories", "AdditionalCodeRepositories",
          "DisassociateAcceleratorTypes", "AcceleratorTypes");

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Pending", ofMinutes(3)), rest("InService"))
          .on(START)
          .from("Stopped", "Failed")
          .goes(stay("Pending", ofMinutes(3)), rest("InService"))
          .on(FAIL)
          .from("Pending", "Updating", "Stopping", "Deleting")
          .goes(rest("Failed"))
          .on(STOP)
          .from("InService")
          .goes(stay("Stopping", ofMinutes(1)), rest("Stopped"))
          .on(UPDATE)
          .from("Stopped", "Failed")
          .goes(stay("Updating", ofSeconds(30)), rest("Stopped"))
          .on(DELETE)
          .from("Stopped", "Failed")
          .goes(stay("Deleting", ofSeconds(30)), gone())
          .build();

  private static final String TOTAL = "Total number of notebook instances";

  private static final Quota ALL =
      Quota.of(TOTAL, InstanceQuotas.RAISED, InstanceQuotas.exceeded("NotebookInstances"))
          .initially(8);

  private static final InstanceQuotas QUOTAS =
      new InstanceQuotas("InstanceType", notebook -> notebook)
          .asking(NotebookInstances::asking)
          .each("notebook instance usage", notebook -> true);

  private static final Set<String> RETIRED = Set.of("notebook-al1-v1", "notebook-al2-v1");

  private static final Precondition PLATFORM =
      Precondition.of(
          "the platform is not a retired one",
          VALIDATION,
          call ->
              call.text("PlatformIdentifier")
                  .filter(RETIRED::contains)
                  .map(p -> "Platform identifier (" + p + ") is not supported for this service."));

  private NotebookInstances() {}

  private static Map<String, Long> usage(Resource notebook) {
    return InstanceQuotas.instancesIn(notebook.attributes());
  }

  /** A start asks for what the notebook has, an update for the instance it is given, if any. */
  private static JsonNode asking(Call call) {
    return call.operation().name().equals("StartNotebookInstance")
        ? call.service().type(TYPE).require(call).attributes()
        : call.input();
  }

  /** Describe has other names for some of what Create and Update are given. */
  private static void prepare(Call call, Draft notebook) {
    ObjectNode attributes = notebook.attributes();
    rename(attributes, "LifecycleConfigName", LIFECYCLE_CONFIG);
    rename(attributes, "SecurityGroupIds", "SecurityGroups");
    if (attributes.has("SubnetId")) {
      String digits = call.world().chance().hex(INTERFACE_DIGITS);
      attributes.put("NetworkInterfaceId", "eni-" + digits);
    }
  }

  private static void rename(ObjectNode attributes, String from, String to) {
    JsonNode value = attributes.remove(from);
    if (value != null) {
      attributes.set(to, value);
    }
  }

  private static Resource update(Call call, Resource notebook) {
    ObjectNode attributes = notebook.attributes().deepCopy();
    rename(attributes, "LifecycleConfigName", LIFECYCLE_CONFIG);
    DROPS.forEach(
        (ask, attribute) -> {
          attributes.remove(ask);
          if (call.flag(ask)) {
            attributes.remove(attribute);
          }
        });
    return notebook.withAttributes(attributes);
  }

  /** It is known from the first on, though there is nothing to open yet. */
  private static Optional<JsonNode> url(Resource notebook, World world) {
    return Values.text(
        notebook.name() + ".notebook." + world.account().region() + ".sagemaker.aws");
  }

  /** Of AWS's texts that of an update is judged, by analogy. */
  private static String refusal(String allowed, String next) {
    return "Status ({status}) not in (["
        + allowed
        + "]). Unable to transition to ("
        + next
        + ") for Notebook Instance ({arn})";
  }

  /** Declares the family. */
  public static void declare(Family family) {
    QUOTAS.declare(family);
    family
        .resource("NotebookInstance")
        .requires(PLATFORM)
        .partOf(NotebookLifecycleConfigs.TYPE, "LifecycleConfigName")
        .lifecycle(LIFECYCLE)
        .emits(
            Emission.ofStatus(
                "SageMaker Notebook Instance State Change",
                EventDetail.of(
                    """
                    NotebookInstanceName NotebookInstanceArn NotebookInstanceStatus FailureReason
                    InstanceType SubnetId SecurityGroups RoleArn KmsKeyId NetworkInterfaceId
                    NotebookInstanceLifecycleConfigName DirectInternetAccess CreationTime:ms
                    LastModifiedTime:ms Tags
                    """)))
        .defaults(
            """
            {'VolumeSizeInGB': 5, 'DirectInternetAccess': 'Enabled', 'RootAccess': 'Enabled',
             'PlatformIdentifier': 'notebook-al2023-v1',
             'InstanceMetadataServiceConfiguration': {
               'MinimumInstanceMetadataServiceVersion': '1'}}
            """)
        .prepared(NotebookInstances::prepare)
        .computed("Url", NotebookInstances::url)
        .thenRequires(SharedErrors.OWN_ROLE)
        .within(QUOTAS.toArray())
        .counts(TOTAL, ALL)
        .within("Start", QUOTAS.toArray())
        .requires(
            "Update",
            PLATFORM,
            Precondition.exists("LifecycleConfigName", NotebookLifecycleConfigs.TYPE))
        .within("Update", QUOTAS.toArray())
        .changing(NotebookInstances::update)
        .bills(Rate.byName("ml.*", NotebookInstances::usage).during("InService"))
        .holds(QUOTAS.held().except("Stopped", "Failed", "Updating"))
        .listsUpwardsBy("NotebookInstanceName")
        .filter("AdditionalCodeRepositoryEquals", NotebookInstances::hasRepository)
        .missing(VALIDATION, "RecordNotFound")
        .duplicate(VALIDATION, "Cannot create a duplicate Notebook Instance ({arn})")
        .refused(STOP, VALIDATION, refusal("InService", "Stopping"))
        .refused(START, VALIDATION, refusal(AT_REST, "Pending"))
        .refused(UPDATE, VALIDATION, refusal(AT_REST, "Updating"))
        .refused(DELETE, VALIDATION, refusal(AT_REST, "Deleting"))
        .judged(
            "presigned-notebook-url",
            "CreatePresignedNotebookInstanceUrl.ValidationException",
            "The words for a notebook that isn't InService; the token means nothing, and doesn't"
                + " expire.")
        .judged(
            "retired-platforms",
            "notebook-instance.PlatformIdentifier",
            "Of the platforms notebook-al1-v1 and notebook-al2-v1 are retired; the refusal of the"
                + " latter was seen.")
        .judged(
            "notebook-times",
            "notebook-instance",
            "A notebook is Pending for 3 minutes, Stopping for one, Updating and Deleting for half"
                + " a minute; AWS's times vary.")
        .judged(
            "notebook-update-wording",
            "UpdateNotebookInstance.ValidationException",
            "The wording of the refusal of an update, by analogy with that of a start.")
        .judged(
            "lifecycle-config-in-use",
            "DeleteNotebookInstanceLifecycleConfig",
            "One can be deleted while a notebook instance refers to it.");
    family.operation("CreatePresignedNotebookInstanceUrl", new PresignedUrl(TYPE));
    NotebookLifecycleConfigs.declare(family);
  }

  private static boolean hasRepository(Resource notebook, JsonNode value, World world) {
    for (JsonNode element : notebook.attributes().path("AdditionalCodeRepositories")) {
      if (element.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
