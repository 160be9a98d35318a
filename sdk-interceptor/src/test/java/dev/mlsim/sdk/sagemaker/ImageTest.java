package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.DescribeImageVersionResponse;
import software.amazon.awssdk.services.sagemaker.model.ImageStatus;
import software.amazon.awssdk.services.sagemaker.model.ImageVersion;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

class ImageTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void the_waiters_follow_an_image_and_its_version() {
    create("kernel");
    sageMaker.waiter().waitUntilImageCreated(r -> r.imageName("kernel"));

    version("kernel");
    assertThat(describe("kernel").containerImage()).isNull();
    sageMaker.waiter().waitUntilImageVersionCreated(r -> r.imageName("kernel"));

    DescribeImageVersionResponse version = describe("kernel");
    assertThat(version.version()).isEqualTo(1);
    assertThat(version.imageVersionArn()).isEqualTo(ARN + "image-version/kernel/1");
    assertThat(version.imageArn()).isEqualTo(ARN + "image/kernel");
    assertThat(version.baseImage()).isEqualTo("repo/kernel:1");
    assertThat(version.containerImage()).matches("repo/kernel@sha256:[0-9a-f]{64}");
  }

  @Test
  void an_update_shows_updating_and_can_drop_the_description() {
    ready("kernel");
    sageMaker.updateImage(r -> r.imageName("kernel").description("for tests").displayName("K"));
    assertThat(status("kernel")).isEqualTo(ImageStatus.UPDATING);
    sageMaker.waiter().waitUntilImageUpdated(r -> r.imageName("kernel"));
    assertThat(sageMaker.describeImage(r -> r.imageName("kernel")).description())
        .isEqualTo("for tests");

    sageMaker.updateImage(r -> r.imageName("kernel").deleteProperties("Description"));
    sageMaker.waiter().waitUntilImageUpdated(r -> r.imageName("kernel"));

    assertThat(sageMaker.describeImage(r -> r.imageName("kernel")).description()).isNull();
    assertThat(sageMaker.describeImage(r -> r.imageName("kernel")).displayName()).isEqualTo("K");
  }

  @Test
  void the_waiters_throw_when_an_image_or_its_version_fails() {
    sim.script().resource("image-version").failAt("CREATING", "no such base image");
    ready("kernel");
    version("kernel");

    assertThatThrownBy(
            () -> sageMaker.waiter().waitUntilImageVersionCreated(r -> r.imageName("kernel")))
        .isInstanceOf(SdkClientException.class);

    assertThat(describe("kernel").failureReason()).isEqualTo("no such base image");
  }

  @Test
  void the_latest_version_is_meant_where_neither_number_nor_alias_is_given() {
    ready("kernel");
    for (String alias : new String[] {"one", "two", "three"}) {
      sageMaker.createImageVersion(
          r -> r.imageName("kernel").baseImage("repo/kernel:1").aliases(alias));
      sim.clock().advance(Duration.ofMinutes(1));
    }

    assertThat(describe("kernel").version()).isEqualTo(3);
    assertThat(sageMaker.describeImageVersion(r -> r.imageName("kernel").version(1)).version())
        .isEqualTo(1);
    assertThat(sageMaker.describeImageVersion(r -> r.imageName("kernel").alias("two")).version())
        .isEqualTo(2);
    assertThat(sageMaker.listImageVersions(r -> r.imageName("kernel")).imageVersions())
        .extracting(ImageVersion::version)
        .containsExactly(3, 2, 1);
    assertThat(
            sageMaker
                .listImageVersions(
                    r -> r.imageName("kernel").sortBy("VERSION").sortOrder("ASCENDING"))
                .imageVersions())
        .extracting(ImageVersion::version)
        .containsExactly(1, 2, 3);
  }

  @Test
  void an_alias_belongs_to_one_version_and_can_move() {
    ready("kernel");
    sageMaker.createImageVersion(
        r -> r.imageName("kernel").baseImage("repo/kernel:1").aliases("stable"));
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));

    assertThatThrownBy(
            () ->
                sageMaker.updateImageVersion(
                    r -> r.imageName("kernel").version(2).aliasesToAdd("stable")))
        .isInstanceOf(ResourceInUseException.class);
    sageMaker.updateImageVersion(r -> r.imageName("kernel").version(1).aliasesToDelete("stable"));
    sageMaker.updateImageVersion(r -> r.imageName("kernel").version(2).aliasesToAdd("stable"));

    assertThat(sageMaker.describeImageVersion(r -> r.imageName("kernel").alias("stable")).version())
        .isEqualTo(2);
  }

  @Test
  void a_version_is_named_by_its_number_or_by_an_alias_and_not_by_both() {
    ready("kernel");
    sageMaker.createImageVersion(
        r -> r.imageName("kernel").baseImage("repo/kernel:1").aliases("stable"));
    sim.clock().advance(Duration.ofMinutes(1));

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () ->
                sageMaker.describeImageVersion(
                    r -> r.imageName("kernel").version(1).alias("stable")),
            () ->
                sageMaker.updateImageVersion(
                    r -> r.imageName("kernel").version(1).alias("stable").aliasesToAdd("new")),
            () ->
                sageMaker.deleteImageVersion(
                    r -> r.imageName("kernel").version(1).alias("stable")))) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              SageMakerException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
          .hasMessageContaining("Version and Alias cannot be specified together.");
    }
    assertThat(sageMaker.listAliases(r -> r.imageName("kernel")).sageMakerImageVersionAliases())
        .containsExactly("stable");
  }

  @Test
  void a_version_is_not_updated_before_it_is_created() {
    ready("kernel");
    version("kernel");

    assertThatThrownBy(
            () ->
                sageMaker.updateImageVersion(
                    r -> r.imageName("kernel").version(1).aliasesToAdd("new")))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "The request was rejected because the image version is in status CREATING.");
  }

  @Test
  void the_reason_of_a_failure_is_cut_after_1024_characters() {
    sim.script().resource("image").named("failed").failAt("CREATING", "x".repeat(2_000));
    ready("failed");
    assertThat(sageMaker.describeImage(r -> r.imageName("failed")).failureReason())
        .isEqualTo("x".repeat(1_024));

    sim.script().resource("image-version").failAt("CREATING", "y".repeat(1_023) + "\uD83D\uDE00");
    ready("kernel");
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(describe("kernel").failureReason()).isEqualTo("y".repeat(1_023));
    assertThat(
            sageMaker
                .listImageVersions(r -> r.imageName("kernel"))
                .imageVersions()
                .get(0)
                .failureReason())
        .isEqualTo("y".repeat(1_023));
  }

  @Test
  void a_number_is_never_given_twice() {
    ready("kernel");
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));
    sageMaker.deleteImageVersion(r -> r.imageName("kernel").version(1));
    sim.clock().advance(Duration.ofMinutes(1));

    version("kernel");

    assertThat(describe("kernel").version()).isEqualTo(2);
  }

  @Test
  void deleting_an_image_deletes_its_versions() {
    ready("kernel");
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));

    sageMaker.deleteImage(r -> r.imageName("kernel"));
    assertThat(status("kernel")).isEqualTo(ImageStatus.DELETING);
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim.resources().all("image-version")).isEmpty();
    assertThatThrownBy(() -> sageMaker.describeImage(r -> r.imageName("kernel")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void the_words_of_refusals_are_those_of_aws() {
    create("kernel");
    assertThatThrownBy(() -> create("kernel"))
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(
            "The Image with ImageName kernel already exists. Please use a different ImageName.");
    assertThatThrownBy(() -> version("kernel"))
        .isInstanceOfSatisfying(
            SageMakerException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining("Image kernel is in an invalid state.");
    assertThatThrownBy(() -> describe("kernel"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "Latest ImageVersion with ImageName kernel does not exist. Please provide a valid"
                + " ImageName.");
    assertThatThrownBy(() -> version("nope"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining(
            "The Image with ImageName nope does not exist. Please provide a valid ImageName.");
    assertThatThrownBy(() -> sageMaker.describeImageVersion(r -> r.imageName("kernel").version(7)))
        .hasMessageContaining("with ImageName kernel and Version 7 does not exist.");
  }

  @Test
  void an_image_stays_if_one_of_its_versions_cannot_be_deleted() {
    ready("kernel");
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));
    sim.script().resource("image-version").first(1).failToDelete("still in use");

    sageMaker.deleteImage(r -> r.imageName("kernel"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(status("kernel")).isEqualTo(ImageStatus.DELETE_FAILED);
    assertThat(sageMaker.describeImage(r -> r.imageName("kernel")).failureReason())
        .isEqualTo("still in use");
    assertThat(describe("kernel").imageVersionStatusAsString()).isEqualTo("DELETE_FAILED");
    sim.script().clear();
    sageMaker.deleteImage(r -> r.imageName("kernel"));
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(sim.resources().all()).isEmpty();
  }

  @Test
  void a_version_goes_with_its_image_and_a_new_one_of_its_name_starts_anew() {
    ready("kernel");
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));
    sim.script().resource("image-version").stuckAt("DELETING");

    sageMaker.deleteImage(r -> r.imageName("kernel"));
    sim.clock().advance(Duration.ofMinutes(1));

    assertThat(sim.resources().all()).isEmpty();
    sim.script().clear();
    ready("kernel");
    version("kernel");
    sim.clock().advance(Duration.ofMinutes(1));
    assertThat(describe("kernel").version()).isEqualTo(1);
    assertThat(sageMaker.listImageVersions(r -> r.imageName("kernel")).imageVersions()).hasSize(1);
  }

  @Test
  void the_deleted_waiter_ends_by_throwing_the_error_that_it_does_not_know() {
    ready("kernel");
    sageMaker.deleteImage(r -> r.imageName("kernel"));

    assertThatThrownBy(() -> sageMaker.waiter().waitUntilImageDeleted(r -> r.imageName("kernel")))
        .isInstanceOf(SdkClientException.class)
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aliases_are_listed_by_version_alias_and_page() {
    ready("kernel");
    sageMaker.createImageVersion(
        r -> r.imageName("kernel").baseImage("repo/kernel:1").aliases("old", "stable"));
    sim.clock().advance(Duration.ofMinutes(1));
    sageMaker.createImageVersion(
        r -> r.imageName("kernel").baseImage("repo/kernel:2").aliases("latest"));

    assertThat(sageMaker.listAliases(r -> r.imageName("kernel")).sageMakerImageVersionAliases())
        .containsExactly("old", "stable", "latest");
    assertThat(
            sageMaker
                .listAliases(r -> r.imageName("kernel").version(2))
                .sageMakerImageVersionAliases())
        .containsExactly("latest");
    assertThat(
            sageMaker
                .listAliases(r -> r.imageName("kernel").alias("stable"))
                .sageMakerImageVersionAliases())
        .containsExactly("stable");
    assertThat(
            sageMaker.listAliasesPaginator(r -> r.imageName("kernel").maxResults(1)).stream()
                .flatMap(page -> page.sageMakerImageVersionAliases().stream()))
        .containsExactly("old", "stable", "latest");
    assertThatThrownBy(() -> sageMaker.listAliases(r -> r.imageName("nope")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_client_token_makes_one_version_of_two_calls() {
    ready("kernel");

    String first = tokened("repo/kernel:1");
    String again = tokened("repo/kernel:1");

    assertThat(again).isEqualTo(first);
    assertThat(sageMaker.listImageVersions(r -> r.imageName("kernel")).imageVersions()).hasSize(1);
    assertThatThrownBy(() -> tokened("repo/kernel:2"))
        .hasMessageContaining(
            "The client token was used before in a request with different parameters.");
    version("kernel");
    assertThat(sageMaker.listImageVersions(r -> r.imageName("kernel")).imageVersions()).hasSize(2);
  }

  private String tokened(String base) {
    return sageMaker
        .createImageVersion(r -> r.imageName("kernel").baseImage(base).clientToken("token-1"))
        .imageVersionArn();
  }

  private void create(String name) {
    sageMaker.createImage(r -> r.imageName(name).roleArn("arn:aws:iam::123456789012:role/Images"));
  }

  private void ready(String name) {
    create(name);
    sim.clock().advance(Duration.ofMinutes(1));
  }

  private void version(String image) {
    sageMaker.createImageVersion(r -> r.imageName(image).baseImage("repo/kernel:1"));
  }

  private ImageStatus status(String name) {
    return sageMaker.describeImage(r -> r.imageName(name)).imageStatus();
  }

  private DescribeImageVersionResponse describe(String image) {
    return sageMaker.describeImageVersion(r -> r.imageName(image));
  }
}
