package dev.mlsim.services.sagemaker.labeling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in task types, by which function prepares their tasks (API reference,
 * CreateLabelingJob, HumanTaskConfig; developer guide, "Output Data").
 */
final class TaskTypes {
  private static final String FUNCTION = "HumanTaskConfig.PreHumanTaskLambdaArn";
  private static final String PREFIX = ":PRE-";
  private static final String ADJUSTS = "Adjustment";
  private static final String REFERENCE = "-ref";

  /** Whose labels lie in files of their own. */
  private static final Set<String> IN_FILES =
      Set.of(
          "SemanticSegmentation",
          "VideoObjectDetection",
          "VideoObjectTracking",
          "3DPointCloudSemanticSegmentation",
          "3DPointCloudObjectDetection");

  private static final Map<String, String> CALLED =
      Map.of(
          "ImageMultiClass", "image-classification",
          "ImageMultiClassMultiLabel", "image-classification-multilabel",
          "TextMultiClass", "text-classification",
          "TextMultiClassMultiLabel", "text-classification-multilabel",
          "BoundingBox", "object-detection",
          "SemanticSegmentation", "semantic-segmentation",
          "NamedEntityRecognition", "text-span",
          "VideoMultiClass", "video-classification");

  private TaskTypes() {}

  private static String type(String function) {
    int at = function.indexOf(PREFIX);
    return at < 0 ? "" : function.substring(at + PREFIX.length());
  }

  private static String adjusted(String type) {
    return type.startsWith(ADJUSTS) ? type.substring(ADJUSTS.length()) : type;
  }

  /** What is wrong with the name of the label of a task type that has its labels in files. */
  static Optional<String> badName(Call call) {
    String name = call.text("LabelAttributeName").orElse("");
    return call.text(FUNCTION)
        .map(TaskTypes::type)
        .filter(type -> IN_FILES.contains(adjusted(type)) && !name.endsWith(REFERENCE))
        .map(
            type ->
                "LabelAttributeName must end with \"-ref\" for labeling jobs of task type "
                    + type
                    + ".");
  }

  /** What the output manifest calls a job's task type. */
  static String called(Resource job) {
    String function = Documents.at(job.attributes(), FUNCTION).map(JsonNode::asText).orElse("");
    return "groundtruth/" + CALLED.getOrDefault(adjusted(type(function)), "custom");
  }
}
