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

/** CreatePresignedMlflowTrackingServerUrl: where a user opens MLflow. */
final class ServerUrl implements Handler {
  private final ResourceType type;

  ServerUrl(ResourceType type) {
    this.type = type;
  }

  @Override
  public ObjectNode answer(Call call) {
    Resource server = type.require(call);
    preconditions().forEach(rule -> rule.check().verify(call));
    String url = TrackingServers.url(server, call.world()).orElseThrow().asText();
    return Documents.empty().put("AuthorizedUrl", AppUrl.signed(call, url));
  }

  @Override
  public String kind() {
    return "presign";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(
        Precondition.of(
            "the server is active",
            VALIDATION,
            call ->
                Optional.of(type.require(call))
                    .filter(server -> !TrackingServers.isActive(server))
                    .map(
                        server ->
                            "Tracking Server with ARN "
                                + server.arn()
                                + " is not active. Start it, and try again.")));
  }
}
