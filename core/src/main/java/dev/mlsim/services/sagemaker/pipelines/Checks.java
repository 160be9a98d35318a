package dev.mlsim.services.sagemaker.pipelines;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.Map;
import java.util.Optional;

/**
 * QualityCheck and ClarifyCheck steps: processing jobs that calculate a baseline and compare it
 * with another ("Baseline calculation, drift detection and lifecycle" of the developer guide).
 * Whether there are violations is in the report, which is the test's to put where the job writes.
 */
final class Checks {
  private static final TypeRef PACKAGE = TypeRef.to("model-package", "model package", VALIDATION);
  private static final String GROUP = "ModelPackageGroupName";

  /** What the bias and drift metrics of a model package call these. */
  private static final Map<String, String> BASELINES =
      Map.of(
          "DATA_QUALITY", "ModelDataQuality",
          "MODEL_QUALITY", "ModelQuality",
          "DATA_BIAS", "Bias",
          "MODEL_BIAS", "Bias",
          "MODEL_EXPLAINABILITY", "Explainability");

  private Checks() {}

  private static boolean flag(Definition.Node node, String member, Expression.Scope scope) {
    JsonNode value = node.step().path(member);
    JsonNode resolved = value.isMissingNode() ? value : Expression.resolved(value, scope);
    return resolved.asBoolean(member.equals("FailOnViolation"));
  }

  private static String text(Definition.Node node, String member, Expression.Scope scope) {
    JsonNode value = node.step().path(member);
    return value.isMissingNode() || value.isNull()
        ? ""
        : Expression.text(Expression.resolved(value, scope));
  }

  /** What the metadata of a check says, but for its job. */
  static ObjectNode about(Definition.Node node, ObjectNode arguments, RunScope scope) {
    ObjectNode about = Documents.empty();
    boolean registers = flag(node, "RegisterNewBaseline", scope);
    boolean skips = flag(node, "SkipCheck", scope);
    String group = text(node, GROUP, scope);
    about.put("CheckType", text(node, "CheckType", scope));
    about.put(GROUP, group).put("SkipCheck", skips).put("RegisterNewBaseline", registers);
    String folder =
        arguments
            .path("ProcessingOutputConfig")
            .path("Outputs")
            .path(0)
            .path("S3Output")
            .path("S3Uri")
            .asText()
            .replaceFirst("/+$", "");
    baseline(about, "Constraints", folder + "/constraints.json", node, scope);
    if (node.kind() == StepKind.QUALITY_CHECK) {
      baseline(about, "Statistics", folder + "/statistics.json", node, scope);
    }
    if (!registers && !skips && !about.has("BaselineUsedForDriftCheckConstraints")) {
      throw new Expression.Unresolved(
          "No baseline to compare with: there is neither a supplied baseline nor an approved model"
              + " package with drift check baselines in the model package group '"
              + group
              + "'.");
    }
    return about.put("ViolationReport", "");
  }

  private static void baseline(
      ObjectNode about, String what, String calculated, Definition.Node node, RunScope scope) {
    about.put("Calculated" + "Baseline" + what, calculated);
    String used =
        flag(node, "RegisterNewBaseline", scope)
            ? calculated
            : text(node, "SuppliedBaseline" + what, scope);
    String found =
        used.isEmpty()
            ? approved(about, scope.world())
                .map(baselines -> baselines.path(what).path("S3Uri").asText())
                .orElse("")
            : used;
    if (!found.isEmpty()) {
      about.put("BaselineUsedForDriftCheck" + what, found);
    }
  }

  /** The baselines of the latest package of the group that is approved. */
  private static Optional<JsonNode> approved(ObjectNode about, World world) {
    String kind = BASELINES.getOrDefault(about.path("CheckType").asText(), "");
    Optional<JsonNode> latest = Optional.empty();
    for (Resource made : world.registry().group(PACKAGE, about.path(GROUP).asText())) {
      if (made.attributes().path("ModelApprovalStatus").asText().equals("Approved")) {
        latest = Documents.at(made.attributes(), "DriftCheckBaselines." + kind);
      }
    }
    return latest;
  }

  /** Why a check whose job is done has failed, if it has; its baselines are written. */
  static Optional<String> violation(
      Resource step, Resource job, Definition.Node node, World world) {
    ObjectNode metadata =
        Documents.empty()
            .setAll((ObjectNode) step.attributes().path("Metadata").path(node.kind().metadata()));
    String constraints = metadata.path("CalculatedBaselineConstraints").asText();
    for (String member :
        new String[] {"CalculatedBaselineConstraints", "CalculatedBaselineStatistics"}) {
      String uri = metadata.path(member).asText();
      if (!uri.isEmpty() && world.objects().get(uri).isEmpty()) {
        world.write(job, uri, "{\"version\":0.0,\"features\":[]}");
      }
    }
    String report = constraints.replaceFirst("[^/]*$", "constraint_violations.json");
    boolean violates =
        !metadata.path("SkipCheck").asBoolean()
            && world
                .objects()
                .text(report)
                .flatMap(Documents::parsed)
                .filter(document -> !document.path("violations").isEmpty())
                .isPresent();
    if (!violates) {
      return Optional.empty();
    }
    Work.says(step, node.kind(), metadata.put("ViolationReport", report), world);
    RunScope scope = new RunScope(ExecutionSteps.execution(step, world), world);
    String kind = node.kind() == StepKind.QUALITY_CHECK ? "Quality" : "Clarify";
    return flag(node, "FailOnViolation", scope)
        ? Optional.of(kind + " check failed. See violation report: " + report)
        : Optional.empty();
  }
}
