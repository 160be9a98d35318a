package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.CreateEventTrackerResponse;
import software.amazon.awssdk.services.personalize.model.EventTracker;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class EventTrackerTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String group = world.group("shop");

  @Test
  void a_tracker_has_an_id_of_its_own_in_its_arn() {
    CreateEventTrackerResponse created = create("clicks");

    String arn = created.eventTrackerArn();
    assertThat(arn).matches(PersonalizeWorld.ARNS + "event-tracker/[0-9a-f]{8}");
    assertThat(created.trackingId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(tracker(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofSeconds(30));
    assertThat(tracker(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofSeconds(30));
    assertThat(tracker(arn).status()).isEqualTo("ACTIVE");
    assertThat(tracker(arn).name()).isEqualTo("clicks");
    assertThat(tracker(arn).trackingId()).isEqualTo(created.trackingId());
    assertThat(tracker(arn).accountId()).isEqualTo("123456789012");
    assertThat(tracker(arn).datasetGroupArn()).isEqualTo(group);
    assertThat(personalize.listEventTrackers(r -> r.datasetGroupArn(group)).eventTrackers())
        .hasSize(1);
  }

  @Test
  void a_group_has_one_tracker_until_it_is_gone() {
    String arn = create("clicks").eventTrackerArn();

    assertThatThrownBy(() -> create("other"))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Another resource with Arn " + arn + " already exists.")
        .satisfies(PersonalizeErrors::hasStatus400);
    assertThatThrownBy(() -> personalize.deleteEventTracker(r -> r.eventTrackerArn(arn)))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> personalize.deleteDatasetGroup(r -> r.datasetGroupArn(group)))
        .isInstanceOf(ResourceInUseException.class);
    personalize.deleteEventTracker(r -> r.eventTrackerArn(arn));
    world.pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> tracker(arn)).isInstanceOf(ResourceNotFoundException.class);
    create("other");
  }

  private CreateEventTrackerResponse create(String name) {
    return personalize.createEventTracker(r -> r.name(name).datasetGroupArn(group));
  }

  private EventTracker tracker(String arn) {
    return personalize.describeEventTracker(r -> r.eventTrackerArn(arn)).eventTracker();
  }
}
