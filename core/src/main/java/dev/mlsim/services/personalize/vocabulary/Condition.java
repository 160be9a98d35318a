package dev.mlsim.services.personalize.vocabulary;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** A condition of a filter expression, as it holds for what is known of a candidate. */
public sealed interface Condition {
  /**
   * A field that an expression looks at.
   *
   * @param dataset the type of dataset, such as {@code ITEMS}
   * @param column the column
   */
  record Field(String dataset, String column) {}

  /**
   * Whether it holds.
   *
   * @param filled each test with plain operands, without quotes and placeholders
   * @param values the values that a test's field has: none where nothing is known
   */
  boolean holds(Map<Test, Test> filled, Function<Test, List<String>> values);

  /** The tests it is made of. */
  Stream<Test> tests();

  /** All of them hold. */
  record All(List<Condition> parts) implements Condition {
    /** Copies the parts. */
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Map<Test, Test> filled, Function<Test, List<String>> values) {
      return parts.stream().allMatch(part -> part.holds(filled, values));
    }

    @Override
    public Stream<Test> tests() {
      return parts.stream().flatMap(Condition::tests);
    }
  }

  /** One of them holds. */
  record Any(List<Condition> parts) implements Condition {
    /** Copies the parts. */
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Map<Test, Test> filled, Function<Test, List<String>> values) {
      return parts.stream().anyMatch(part -> part.holds(filled, values));
    }

    @Override
    public Stream<Test> tests() {
      return parts.stream().flatMap(Condition::tests);
    }
  }

  /**
   * A field is compared.
   *
   * @param field the field
   * @param ofCurrentUser whether it is the field of whom the recommendations are for
   * @param operator {@code IN}, {@code NOT IN}, {@code NULL}, {@code NOT NULL}, {@code BETWEEN}, or
   *     a comparison; {@code =} is IN
   * @param operands literals with their quotes, or placeholders with their dollar
   */
  record Test(Field field, boolean ofCurrentUser, String operator, List<String> operands)
      implements Condition {
    private static final String ANY = "*";

    /** Copies the operands. */
    public Test {
      operands = List.copyOf(operands);
    }

    /** With other operands. */
    public Test with(List<String> others) {
      return new Test(field, ofCurrentUser, operator, others);
    }

    @Override
    public boolean holds(Map<Test, Test> filled, Function<Test, List<String>> values) {
      return filled
          .getOrDefault(this, this)
          .fits(values.apply(this).stream().filter(value -> !value.isEmpty()).toList());
    }

    private boolean fits(List<String> has) {
      return switch (operator) {
        case "NULL" -> has.isEmpty();
        case "NOT NULL" -> !has.isEmpty();
        case "IN" -> isOneOf(has);
        case "NOT IN" -> !isOneOf(has);
        case "BETWEEN" ->
            has.stream()
                .anyMatch(v -> compared(v, operands.get(0)) >= 0 && isAtMost(v, operands.get(1)));
        case "<" -> has.stream().anyMatch(v -> compared(v, operands.get(0)) < 0);
        case "<=" -> has.stream().anyMatch(v -> isAtMost(v, operands.get(0)));
        case ">" -> has.stream().anyMatch(v -> compared(v, operands.get(0)) > 0);
        default -> has.stream().anyMatch(v -> compared(v, operands.get(0)) >= 0);
      };
    }

    private boolean isOneOf(List<String> has) {
      return has.stream()
          .anyMatch(
              value ->
                  operands.contains(ANY)
                      || operands.stream().anyMatch(o -> compared(value, o) == 0));
    }

    private static boolean isAtMost(String value, String operand) {
      return compared(value, operand) <= 0;
    }

    /** As numbers where both are. */
    private static int compared(String value, String operand) {
      OptionalDouble left = number(value);
      OptionalDouble right = number(operand);
      return left.isPresent() && right.isPresent()
          ? Double.compare(left.getAsDouble(), right.getAsDouble())
          : value.compareTo(operand);
    }

    private static OptionalDouble number(String text) {
      try {
        return OptionalDouble.of(Double.parseDouble(text));
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }

    @Override
    public Stream<Test> tests() {
      return Stream.of(this);
    }
  }
}
