package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidatorTest {
  private static final Contract TOY =
      ContractTest.read(
          """
          service toy
          protocol awsJson1.1
          structure Secrets Password!=Secret Pin=Secret
          string Secret sensitive max=3
          structure Groups ByName=Groups2 Nested=Lists Weight=Weight
          map Groups2 key=Name value=Inner
          list Lists of=Names
          list Names of=Name max=1
          structure Inner Name!=Name
          string Name max=3
          double Weight min=0.5 max=2.0
          """);

  @Test
  void sensitive_values_are_left_out() {
    ObjectNode input = object().put("Pin", "12345");

    List<Violation> violations = Validator.validate(structure("Secrets"), input);

    assertThat(violations)
        .extracting(Violation::text)
        .containsExactly(
            "Value at 'password' failed to satisfy constraint: Member must not be null",
            "Value at 'pin' failed to satisfy constraint: "
                + "Member must have length less than or equal to 3");
  }

  @Test
  void structures_in_maps_and_lists_in_lists_are_entered() {
    ObjectNode input = object();
    input.putObject("ByName").putObject("a").put("Name", "long");
    input.putArray("Nested").addArray().add("a").add("b");

    List<Violation> violations = Validator.validate(structure("Groups"), input);

    assertThat(violations)
        .extracting(Violation::path)
        .containsExactly("byName.a.member.name", "nested.1.member");
  }

  @Test
  void numbers_that_are_not_finite_keep_to_their_range_too() {
    ObjectNode low = object().set("Weight", DoubleNode.valueOf(Double.NEGATIVE_INFINITY));
    ObjectNode none = object().set("Weight", DoubleNode.valueOf(Double.NaN));

    assertThat(Validator.validate(structure("Groups"), low))
        .extracting(Violation::constraint)
        .containsExactly("Member must have value greater than or equal to 0.5");
    assertThat(Validator.validate(structure("Groups"), none)).isEmpty();
  }

  @Test
  void one_violation_makes_a_message_in_the_singular() {
    List<Violation> one = List.of(new Violation("name", Optional.of("null"), "Member must be"));

    assertThat(Violation.message(one))
        .isEqualTo(
            "1 validation error detected: "
                + "Value null at 'name' failed to satisfy constraint: Member must be");
  }

  @Test
  void several_violations_are_joined_in_the_plural() {
    Violation violation = new Violation("a", Optional.of("'x'"), "Member must be");

    assertThat(Violation.message(List.of(violation, violation)))
        .isEqualTo(
            "2 validation errors detected: "
                + "Value 'x' at 'a' failed to satisfy constraint: Member must be; "
                + "Value 'x' at 'a' failed to satisfy constraint: Member must be");
  }

  private static StructureShape structure(String name) {
    return (StructureShape) TOY.shape(name).orElseThrow();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
