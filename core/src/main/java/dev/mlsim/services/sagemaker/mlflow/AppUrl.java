package dev.mlsim.services.sagemaker.mlflow;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CreatePresignedMlflowAppUrl: where a user opens an app. */
final class AppUrl implements Handler {
  private static final Set<String> USABLE =
      Set.of("Created", "Updating", "Updated", "UpdateFailed", "DeleteFailed");
  private static final int TOKEN = 160;

  private static final Precondition READY =
      Precondition.of(
          "the app is created",
          VALIDATION,
          call ->
              Optional.of(MlflowApps.TYPE.require(call))
                  .filter(app -> !USABLE.contains(app.state().status()))
                  .map(
                      app ->
                          "MLflow App with ARN "
                              + app.arn()
                              + " is in status "
                              + app.state().status()
                              + "."));

  static String signed(Call call, String url) {
    return url + "/auth?authToken=" + call.world().chance().id(TOKEN);
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource app = MlflowApps.TYPE.require(call);
    READY.check().verify(call);
    return Documents.empty().put("AuthorizedUrl", signed(call, MlflowApps.url(app, call.world())));
  }

  @Override
  public String kind() {
    return "presign";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(MlflowApps.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(READY);
  }
}
