package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cleanroomsml.model.AccessDeniedException;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.CreateConfiguredModelAlgorithmRequest;
import software.amazon.awssdk.services.cleanroomsml.model.GetConfiguredModelAlgorithmAssociationResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetConfiguredModelAlgorithmResponse;
import software.amazon.awssdk.services.cleanroomsml.model.MetricDefinition;
import software.amazon.awssdk.services.cleanroomsml.model.PrivacyConfiguration;
import software.amazon.awssdk.services.cleanroomsml.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cleanroomsml.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportFileType;
import software.amazon.awssdk.services.cleanroomsml.model.ValidationException;

class AlgorithmTest {
  private final Studio studio = new Studio();

  @Test
  void an_algorithm_shows_what_it_was_given() {
    CreateConfiguredModelAlgorithmRequest given =
        CreateConfiguredModelAlgorithmRequest.builder()
            .name("lookalike")
            .description("v1")
            .roleArn(ROLE)
            .kmsKeyArn("arn:aws:kms:us-east-1:123456789012:key/k")
            .trainingContainerConfig(
                c ->
                    c.imageUri("registry/train:1")
                        .entrypoint("python")
                        .arguments("-v")
                        .metricDefinitions(
                            MetricDefinition.builder().name("loss").regex("loss=(.*)").build()))
            .inferenceContainerConfig(c -> c.imageUri("registry/team/infer"))
            .tags(Map.of("team", "growth"))
            .build();

    String arn = studio.ml.createConfiguredModelAlgorithm(given).configuredModelAlgorithmArn();

    GetConfiguredModelAlgorithmResponse shown = get(arn);
    assertThat(arn)
        .matches(
            "arn:aws:cleanrooms-ml:us-east-1:123456789012:configured-model-algorithm/[-0-9a-f]{36}");
    assertThat(shown.name()).isEqualTo(given.name());
    assertThat(shown.description()).isEqualTo(given.description());
    assertThat(shown.roleArn()).isEqualTo(given.roleArn());
    assertThat(shown.kmsKeyArn()).isEqualTo(given.kmsKeyArn());
    assertThat(shown.trainingContainerConfig()).isEqualTo(given.trainingContainerConfig());
    assertThat(shown.inferenceContainerConfig()).isEqualTo(given.inferenceContainerConfig());
    assertThat(shown.tags()).isEqualTo(given.tags());
    assertThat(shown.createTime()).isEqualTo(studio.sim.clock().now());
    assertThat(shown.updateTime()).isEqualTo(shown.createTime());
  }

  @Test
  void names_need_not_be_unique() {
    assertThat(studio.algorithm()).isNotEqualTo(studio.algorithm());

    assertThat(studio.ml.listConfiguredModelAlgorithms(r -> {}).configuredModelAlgorithms())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "registry/image@sha256:abc", "registry/ image"})
  void an_image_is_a_registry_path_without_digest(String uri) {
    assertThatThrownBy(
            () ->
                studio.ml.createConfiguredModelAlgorithm(
                    r -> r.name("a").roleArn(ROLE).trainingContainerConfig(c -> c.imageUri(uri))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("registry/repository[:tag]");
  }

  @Test
  void an_algorithm_needs_a_container_and_a_role_of_the_account() {
    assertThatThrownBy(
            () -> studio.ml.createConfiguredModelAlgorithm(r -> r.name("a").roleArn(ROLE)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("at least one of");
    assertThatThrownBy(
            () ->
                Studio.algorithm(
                    studio.ml, r -> r.roleArn("arn:aws:iam::999999999999:role/Theirs")))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void an_algorithm_with_an_association_is_not_deleted() {
    String association = studio.association();
    String algorithm = association(association).configuredModelAlgorithmArn();

    assertThatThrownBy(() -> delete(algorithm))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(409);
              assertThat(e.awsErrorDetails().errorMessage())
                  .startsWith(
                      "You can't complete this action because another resource depends on this"
                          + " resource.");
            });
    deleteAssociation(association);
    delete(algorithm);
    assertThatThrownBy(() -> get(algorithm))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void algorithms_are_limited() {
    studio.sim.quotas().set("Active configured model algorithms per membership", 1);
    studio.algorithm();

    assertThatThrownBy(studio::algorithm)
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class, e -> assertThat(e.quotaValue()).isEqualTo(1.0));
  }

  @Test
  void an_association_shows_what_it_was_given_here_and_in_the_collaboration() {
    PrivacyConfiguration privacy =
        PrivacyConfiguration.builder()
            .policies(
                p ->
                    p.trainedModelExports(
                            e ->
                                e.filesToExport(TrainedModelExportFileType.MODEL)
                                    .maxSize(s -> s.unit("GB").value(1.5)))
                        .trainedModels(t -> t.containerLogs(Studio.logsFor(Studio.ACCOUNT))))
            .build();

    String arn = studio.association(r -> r.description("v1").privacyConfiguration(privacy));

    GetConfiguredModelAlgorithmAssociationResponse shown = association(arn);
    assertThat(shown.description()).isEqualTo("v1");
    assertThat(shown.privacyConfiguration()).isEqualTo(privacy);
    assertThat(shown.collaborationIdentifier()).isEqualTo(studio.collaboration());
    var shared =
        studio.ml.getCollaborationConfiguredModelAlgorithmAssociation(
            r ->
                r.collaborationIdentifier(studio.collaboration())
                    .configuredModelAlgorithmAssociationArn(arn));
    assertThat(shared.privacyConfiguration()).isEqualTo(privacy);
    assertThat(shared.creatorAccountId()).isEqualTo(Studio.ACCOUNT);
    assertThat(
            studio
                .ml
                .listConfiguredModelAlgorithmAssociations(r -> r.membershipIdentifier(MEMBERSHIP))
                .configuredModelAlgorithmAssociations())
        .hasSize(1);
    assertThat(
            studio
                .ml
                .listCollaborationConfiguredModelAlgorithmAssociations(
                    r -> r.collaborationIdentifier(studio.collaboration()))
                .collaborationConfiguredModelAlgorithmAssociations())
        .hasSize(1);
  }

  @Test
  void an_association_needs_an_algorithm_that_exists() {
    assertThatThrownBy(
            () -> studio.association(r -> r.configuredModelAlgorithmArn(studio.algorithm() + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void an_association_in_use_is_not_deleted() {
    String association = studio.association();
    studio.ml.createMLInputChannel(Studio.channelOf(association).build());

    assertThatThrownBy(() -> deleteAssociation(association)).isInstanceOf(ConflictException.class);
    studio.sim.clock().advance(Duration.ofHours(1));
    deleteAssociation(association);
  }

  @Test
  void logs_are_for_one_to_five_policies() {
    assertThatThrownBy(
            () ->
                studio.association(
                    r ->
                        r.privacyConfiguration(
                            c ->
                                c.policies(
                                    p ->
                                        p.trainedModels(
                                            t ->
                                                t.containerLogs(
                                                    IntStream.range(0, 6)
                                                        .mapToObj(
                                                            i -> Studio.logsFor(Studio.ACCOUNT))
                                                        .collect(Collectors.toList())))))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'privacyConfiguration.policies.trainedModels.containerLogs'");
  }

  private GetConfiguredModelAlgorithmResponse get(String arn) {
    return studio.ml.getConfiguredModelAlgorithm(r -> r.configuredModelAlgorithmArn(arn));
  }

  private void delete(String arn) {
    studio.ml.deleteConfiguredModelAlgorithm(r -> r.configuredModelAlgorithmArn(arn));
  }

  private GetConfiguredModelAlgorithmAssociationResponse association(String arn) {
    return studio.ml.getConfiguredModelAlgorithmAssociation(
        r -> r.membershipIdentifier(MEMBERSHIP).configuredModelAlgorithmAssociationArn(arn));
  }

  private void deleteAssociation(String arn) {
    studio.ml.deleteConfiguredModelAlgorithmAssociation(
        r -> r.membershipIdentifier(MEMBERSHIP).configuredModelAlgorithmAssociationArn(arn));
  }
}
