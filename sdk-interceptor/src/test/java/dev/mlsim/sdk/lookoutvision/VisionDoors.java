package dev.mlsim.sdk.lookoutvision;

import dev.mlsim.sdk.hostile.Door;
import dev.mlsim.sdk.hostile.Misdeed;
import dev.mlsim.services.lookoutvision.Detection;
import dev.mlsim.services.lookoutvision.VisionModels;
import java.util.List;
import java.util.function.BiConsumer;

/** Where functions are handed to Lookout for Vision. */
public final class VisionDoors {
  private VisionDoors() {}

  /** All of them. */
  public static List<Door> all() {
    return List.of(
        door((models, misdeed) -> models.detector(image -> misdeed.gives(Detection.normal(1)))),
        door(
            (models, misdeed) ->
                models.detector(Factory.CIRCUITS, image -> misdeed.gives(Detection.normal(1)))));
  }

  private static Door door(BiConsumer<VisionModels, Misdeed> handIn) {
    return new Door(
        "dev.mlsim.services.lookoutvision.VisionModels#detector",
        "detector",
        Door.Manner.COMPUTES,
        () -> {
          Factory factory = Factory.hosted();
          return new Door.Scene(
              factory.sim,
              misdeed -> handIn.accept(factory.sim.setup(VisionModels.class), misdeed),
              () -> factory.detect(Factory.CIRCUITS, new byte[] {1}));
        });
  }
}
