package dev.mlsim.samples.cleanroomsml;

import java.util.List;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.ConfiguredModelAlgorithmSummary;
import software.amazon.awssdk.services.cleanroomsml.model.PrivacyConfigurationPolicies;

/**
 * Production code of the member that brings the algorithm: others may train it, none may take it.
 */
public final class AlgorithmOwner {
  private final CleanRoomsMlClient rooms;
  private final String membership;

  /** Makes the owner, for its membership in the collaboration. */
  public AlgorithmOwner(CleanRoomsMlClient rooms, String membership) {
    this.rooms = rooms;
    this.membership = membership;
  }

  /**
   * Shares an algorithm under a name, which is made where there is none yet.
   *
   * @param roleArn a role of the owner's account that may pull the image
   * @param maxGb how large what a model says of customers may be, in gigabytes
   * @return the association's ARN
   */
  public String share(String name, String roleArn, double maxGb) {
    String algorithm = find(name).stream().findFirst().orElseGet(() -> create(name, roleArn));
    return rooms
        .createConfiguredModelAlgorithmAssociation(
            r ->
                r.name(name)
                    .membershipIdentifier(membership)
                    .configuredModelAlgorithmArn(algorithm)
                    .privacyConfiguration(p -> p.policies(withoutExports(maxGb))))
        .configuredModelAlgorithmAssociationArn();
  }

  private static PrivacyConfigurationPolicies withoutExports(double maxGb) {
    return PrivacyConfigurationPolicies.builder()
        .trainedModelInferenceJobs(j -> j.maxOutputSize(s -> s.unit("GB").value(maxGb)))
        .build();
  }

  /** Names are not unique here, so a second run looks before it makes another. */
  private List<String> find(String name) {
    return rooms
        .listConfiguredModelAlgorithmsPaginator(r -> {})
        .configuredModelAlgorithms()
        .stream()
        .filter(algorithm -> algorithm.name().equals(name))
        .map(ConfiguredModelAlgorithmSummary::configuredModelAlgorithmArn)
        .toList();
  }

  private String create(String name, String roleArn) {
    return rooms
        .createConfiguredModelAlgorithm(
            r ->
                r.name(name)
                    .roleArn(roleArn)
                    .trainingContainerConfig(
                        c -> c.imageUri("222233334444.dkr.ecr.us-east-1.amazonaws.com/fit:3"))
                    .inferenceContainerConfig(
                        c -> c.imageUri("222233334444.dkr.ecr.us-east-1.amazonaws.com/score:3")))
        .configuredModelAlgorithmArn();
  }
}
