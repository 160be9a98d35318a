package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;
import software.amazon.awssdk.services.personalize.model.Tag;
import software.amazon.awssdk.services.personalize.model.TooManyTagKeysException;
import software.amazon.awssdk.services.personalize.model.TooManyTagsException;

class TagTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void tags_are_given_at_creation_changed_and_taken_away() {
    String arn =
        personalize
            .createDatasetGroup(r -> r.name("shop").tags(tag("team", "a"), tag("stage", "test")))
            .datasetGroupArn();

    personalize.tagResource(r -> r.resourceArn(arn).tags(tag("team", "b"), tag("cost", "1")));
    assertThat(tags(arn)).containsExactly(tag("team", "b"), tag("stage", "test"), tag("cost", "1"));
    personalize.untagResource(r -> r.resourceArn(arn).tagKeys("team", "none"));
    assertThat(tags(arn)).containsExactly(tag("stage", "test"), tag("cost", "1"));
  }

  @Test
  void keys_that_begin_with_aws_are_reserved() {
    String arn = world.group("shop");
    String message = "System prefix 'aws:' reserved for AWS usage in tag key: aws:a";

    assertThatThrownBy(
            () -> personalize.createDatasetGroup(r -> r.name("other").tags(tag("aws:a", "v"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(
            () -> personalize.tagResource(r -> r.resourceArn(arn).tags(tag("aws:a", "v"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> personalize.untagResource(r -> r.resourceArn(arn).tagKeys("aws:a")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void resources_without_tags_have_an_empty_list() {
    assertThat(tags(world.group("shop"))).isEmpty();
  }

  @Test
  void fifty_tags_are_the_most() {
    String arn = world.group("shop");
    List<Tag> fifty = IntStream.range(0, 50).mapToObj(n -> tag("k" + n, "v")).toList();
    personalize.tagResource(r -> r.resourceArn(arn).tags(fifty));

    assertThatThrownBy(() -> personalize.tagResource(r -> r.resourceArn(arn).tags(tag("x", "y"))))
        .isInstanceOf(TooManyTagsException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
    assertThat(tags(arn)).hasSize(50);
    List<String> keys = IntStream.range(0, 51).mapToObj(n -> "k" + n).toList();
    assertThatThrownBy(() -> personalize.untagResource(r -> r.resourceArn(arn).tagKeys(keys)))
        .isInstanceOf(TooManyTagKeysException.class);
  }

  @Test
  void what_does_not_exist_has_no_tags() {
    String arn = PersonalizeWorld.ARNS + "campaign/none";

    assertThatThrownBy(() -> tags(arn))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + arn + " does not exist.");
    assertThatThrownBy(() -> personalize.tagResource(r -> r.resourceArn(arn).tags(tag("a", "b"))))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> personalize.untagResource(r -> r.resourceArn(arn).tagKeys("a")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().tagKey(key).tagValue(value).build();
  }

  private List<Tag> tags(String arn) {
    return personalize.listTagsForResource(r -> r.resourceArn(arn)).tags();
  }
}
