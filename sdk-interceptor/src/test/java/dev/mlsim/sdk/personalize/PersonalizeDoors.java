package dev.mlsim.sdk.personalize;

import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.hostile.Door;
import dev.mlsim.services.personalize.PersonalizeSetup;
import java.util.List;
import software.amazon.awssdk.services.personalizeruntime.PersonalizeRuntimeClient;

/** Where functions are handed to Personalize. */
public final class PersonalizeDoors {
  private PersonalizeDoors() {}

  /** All of them. */
  public static List<Door> all() {
    return List.of(
        new Door(
            "dev.mlsim.services.personalize.PersonalizeSetup#recommend",
            "recommend",
            Door.Manner.COMPUTES,
            () -> {
              PersonalizeWorld world = new PersonalizeWorld();
              String campaign = world.campaign("movies", world.trained("movies"));
              PersonalizeRuntimeClient runtime =
                  SimulatedClients.of(world.sim).create(PersonalizeRuntimeClient.class);
              return new Door.Scene(
                  world.sim,
                  misdeed ->
                      world
                          .sim
                          .setup(PersonalizeSetup.class)
                          .recommend(query -> misdeed.gives(List.of("1"))),
                  () -> runtime.getRecommendations(r -> r.campaignArn(campaign).userId("ann")));
            }));
  }
}
