package dev.mlsim.services.sagemaker.mlflow;

import dev.mlsim.service.Emission;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import java.util.List;

/**
 * The events of tracking servers: one of a name of its own for each status (developer guide,
 * "SageMaker AI events in EventBridge"). What they say is judged.
 */
final class ServerEvents {
  private static final EventDetail DETAIL =
      EventDetail.of(
          """
          TrackingServerName TrackingServerArn TrackingServerStatus TrackingServerSize
          MlflowVersion RoleArn ArtifactStoreUri CreationTime:ms LastModifiedTime:ms Tags
          """);

  private static final List<String> STATUSES =
      List.of(
          "Creating",
          "Created",
          "CreateFailed",
          "Updating",
          "Updated",
          "UpdateFailed",
          "Deleting",
          "DeleteFailed",
          "Starting",
          "Started",
          "StartFailed",
          "Stopping",
          "Stopped",
          "StopFailed",
          "MaintenanceInProgress",
          "MaintenanceComplete",
          "MaintenanceFailed");

  static final Emission[] ALL = all();

  private ServerEvents() {}

  private static Emission[] all() {
    Emission[] all = new Emission[STATUSES.size() + 1];
    for (int i = 0; i < STATUSES.size(); i++) {
      all[i] = event(STATUSES.get(i), STATUSES.get(i).replaceAll("(?<=[a-z])(?=[A-Z])", " "));
    }
    all[STATUSES.size()] = event("Gone", "Deleted");
    return all;
  }

  private static Emission event(String status, String words) {
    return Emission.ofEntering(status, "SageMaker Tracking Server " + words, DETAIL);
  }
}
