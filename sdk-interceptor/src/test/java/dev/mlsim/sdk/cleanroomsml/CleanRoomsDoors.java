package dev.mlsim.sdk.cleanroomsml;

import dev.mlsim.sdk.hostile.Door;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.cleanroomsml.model.StartTrainedModelInferenceJobRequest;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportFileType;

/** Where functions are handed to Clean Rooms ML. */
public final class CleanRoomsDoors {
  private static final String CONTAINERS = "dev.mlsim.services.cleanroomsml.ModelContainers#";

  private CleanRoomsDoors() {}

  /** All of them. */
  public static List<Door> all() {
    return List.of(
        new Door(
            CONTAINERS + "inferenceOutput",
            "inferenceOutput",
            Door.Manner.COMPUTES_IN_TIME,
            CleanRoomsDoors::inference),
        new Door(
            CONTAINERS + "exportOutput",
            "exportOutput",
            Door.Manner.COMPUTES_IN_TIME,
            CleanRoomsDoors::export));
  }

  private static Door.Scene inference() {
    Studio studio = new Studio();
    StartTrainedModelInferenceJobRequest job = studio.readyForInference().build();
    return new Door.Scene(
        studio.sim,
        misdeed ->
            studio.sim.setup(ModelContainers.class).inferenceOutput(file -> misdeed.gives("0.5\n")),
        () -> {
          studio.ml.startTrainedModelInferenceJob(job);
          studio.sim.clock().advance(Duration.ofHours(1));
        });
  }

  private static Door.Scene export() {
    Studio studio = new Studio();
    studio.configureOutput();
    String model = studio.exportable(TrainedModelExportFileType.OUTPUT, 5);
    return new Door.Scene(
        studio.sim,
        misdeed ->
            studio
                .sim
                .setup(ModelContainers.class)
                .exportOutput(file -> misdeed.gives(new byte[] {1})),
        () -> {
          studio.ml.startTrainedModelExportJob(
              r ->
                  r.membershipIdentifier(Studio.MEMBERSHIP)
                      .name("out")
                      .trainedModelArn(model)
                      .outputConfiguration(o -> o.members(Studio.exportReceiver(Studio.ACCOUNT))));
          studio.sim.clock().advance(Duration.ofMinutes(5));
        });
  }
}
