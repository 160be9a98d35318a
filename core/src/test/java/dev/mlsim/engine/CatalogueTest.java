package dev.mlsim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final Catalogue services = Catalogue.standard();

  @Test
  void some_services_stand_aside_until_they_are_asked_for_by_name() {
    Set<String> unasked = services.ambientIds(Set.of());

    assertThat(unasked).contains("SageMaker", "Personalize").doesNotContain("S3");
    assertThat(services.ambientIds(Set.of("s3"))).containsAll(unasked).contains("S3");
    assertThatThrownBy(() -> services.ambientIds(Set.of("s4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: there is no service [s4] that could answer also; simulated are " + services);
  }

  @Test
  void it_is_told_by_the_names_of_the_services() {
    assertThat(services.toString()).startsWith("[sagemaker, ").endsWith(", s3, logs]");
  }

  @Test
  void a_type_has_a_title() {
    assertThat(services.title("training-job")).isEqualTo("training job");
    assertThatThrownBy(() -> services.title("trainin-job"))
        .hasMessageStartingWith("mlsim: there is no resource type [trainin-job]; the nearest");
  }

  @Test
  void setups_are_named_by_their_classes() {
    assertThat(services.setupNames())
        .isNotEmpty()
        .allMatch(name -> name.chars().allMatch(Character::isJavaIdentifierPart))
        .contains("EndpointModels");
  }
}
