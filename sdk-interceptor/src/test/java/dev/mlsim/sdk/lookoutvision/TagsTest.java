package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.ACCOUNT;
import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.lookoutvision.model.Tag;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class TagsTest {
  private static final String MODEL = ACCOUNT + "model/circuits/1";

  private final Factory factory = new Factory().project(CIRCUITS).dataset(CIRCUITS, "train");

  @Test
  void tags_of_a_model_come_from_its_creation_and_are_added_changed_and_taken_away() {
    factory.lookout.createModel(
        r ->
            r.projectName(CIRCUITS)
                .outputConfig(o -> o.s3Location(s -> s.bucket("models")))
                .tags(tag("team", "line-4"), tag("stage", "test")));

    factory.lookout.tagResource(
        r -> r.resourceArn(MODEL).tags(tag("stage", "live"), tag("cost", "7")));
    factory.lookout.untagResource(r -> r.resourceArn(MODEL).tagKeys("team", "none"));

    assertThat(tags()).containsExactlyInAnyOrder(tag("stage", "live"), tag("cost", "7"));
  }

  @Test
  void keys_that_begin_with_aws_are_reserved() {
    factory.training(CIRCUITS);

    assertThatThrownBy(
            () -> factory.lookout.tagResource(r -> r.resourceArn(MODEL).tags(tag("aws:a", "v"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("System prefix 'aws:' reserved for AWS usage in tag key: aws:a");
    assertThatThrownBy(
            () -> factory.lookout.untagResource(r -> r.resourceArn(MODEL).tagKeys("aws:a")))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void only_models_have_tags() {
    for (String arn : List.of(ACCOUNT + "project/circuits", MODEL)) {
      assertThatThrownBy(() -> factory.lookout.listTagsForResource(r -> r.resourceArn(arn)))
          .isInstanceOfSatisfying(
              ResourceNotFoundException.class,
              e -> {
                assertThat(e.resourceId()).isEqualTo(arn);
                assertThat(e.resourceTypeAsString()).isEqualTo("MODEL");
              });
    }
  }

  @Test
  void a_model_has_at_most_fifty_tags() {
    factory.training(CIRCUITS);
    List<Tag> fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
    factory.lookout.tagResource(r -> r.resourceArn(MODEL).tags(fifty));

    assertThatThrownBy(
            () -> factory.lookout.tagResource(r -> r.resourceArn(MODEL).tags(tag("more", "v"))))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class, e -> assertThat(e.statusCode()).isEqualTo(402));
    assertThat(tags()).hasSize(50);
  }

  private List<Tag> tags() {
    return factory.lookout.listTagsForResource(r -> r.resourceArn(MODEL)).tags();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
