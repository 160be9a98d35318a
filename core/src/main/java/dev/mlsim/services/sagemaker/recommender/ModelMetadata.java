package dev.mlsim.services.sagemaker.recommender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import java.util.ArrayList;
import java.util.List;

/**
 * ListModelMetadata: models that Inference Recommender knows. All filters must match, letter by
 * letter; the names are those that the developer guide uses ("Inference Recommender
 * prerequisites").
 */
final class ModelMetadata implements Handler {
  private static final String[] MEMBERS = {
    "Domain", "Framework", "Task", "Model", "FrameworkVersion"
  };

  private static final List<ObjectNode> MODELS =
      read(
          """
          COMPUTER_VISION PYTORCH IMAGE_CLASSIFICATION resnet50 1.8
          COMPUTER_VISION PYTORCH IMAGE_CLASSIFICATION resnet152 1.8
          COMPUTER_VISION PYTORCH OBJECT_DETECTION fasterrcnn-resnet50 1.8
          COMPUTER_VISION TENSORFLOW IMAGE_CLASSIFICATION resnet50 2.6
          COMPUTER_VISION TENSORFLOW IMAGE_CLASSIFICATION efficientnetb7 2.6
          COMPUTER_VISION TENSORFLOW IMAGE_CLASSIFICATION xceptionV1-keras 2.6
          COMPUTER_VISION TENSORFLOW IMAGE_SEGMENTATION unet 2.6
          COMPUTER_VISION MXNET OBJECT_DETECTION yolov4 1.8
          COMPUTER_VISION MXNET IMAGE_CLASSIFICATION resnet101 1.8
          NATURAL_LANGUAGE_PROCESSING PYTORCH FILL_MASK bert-base-uncased 1.8
          NATURAL_LANGUAGE_PROCESSING TENSORFLOW FILL_MASK bert-base-cased 2.6
          MACHINE_LEARNING XGBOOST CLASSIFICATION xgboost 1.3
          MACHINE_LEARNING XGBOOST REGRESSION xgboost 1.3
          MACHINE_LEARNING SAGEMAKER-SCIKIT-LEARN CLASSIFICATION sagemaker-scikit-learn 0.23
          """);

  private static List<ObjectNode> read(String rows) {
    List<ObjectNode> models = new ArrayList<>();
    for (String row : rows.strip().split("\n", -1)) {
      String[] words = row.split(" ", -1);
      ObjectNode model = Documents.empty();
      for (int i = 0; i < MEMBERS.length; i++) {
        model.put(MEMBERS[i], words[i]);
      }
      models.add(model);
    }
    return List.copyOf(models);
  }

  @Override
  public ObjectNode answer(Call call) {
    JsonNode filters = call.input().path("SearchExpression").path("Filters");
    return Pages.of(call, MODELS.stream().filter(model -> fits(model, filters)).toList());
  }

  private static boolean fits(ObjectNode model, JsonNode filters) {
    for (JsonNode filter : filters) {
      String value = model.path(filter.path("Name").asText()).asText();
      if (!value.equals(filter.path("Value").asText())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String kind() {
    return "list";
  }

  static void declare(Family family) {
    family
        .operation("ListModelMetadata", new ModelMetadata())
        .differs(
            "model-metadata",
            "ListModelMetadata",
            "A few models of each framework are known, always the same; AWS's list is longer.");
  }
}
