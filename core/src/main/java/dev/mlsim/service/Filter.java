package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What an input member of a List lets pass. The names of the members say what they mean: {@code
 * NameContains}, {@code StatusEquals}, {@code CreationTimeAfter}, {@code LastModifiedTimeBefore},
 * {@code CreatedAfter}, which lets pass what was created at that time too; any other member lets
 * pass what shows the same value under its name.
 */
@FunctionalInterface
public interface Filter {

  /** Whether the resource passes a filter of that value. */
  boolean passes(Resource resource, JsonNode value, World world);

  /** The filter that a member's name stands for. */
  static Filter byName(String member, ResourceType type) {
    if (member.equalsIgnoreCase("nameContains")) {
      return (resource, value, world) -> resource.name().contains(value.asText());
    }
    if (member.equalsIgnoreCase("statusEquals")) {
      return (resource, value, world) -> resource.is(value.asText());
    }
    if (member.endsWith("Contains")) {
      String within = stem(member, "Contains");
      return (resource, value, world) ->
          type.value(resource, within, world)
              .map(text -> text.asText().contains(value.asText()))
              .orElse(false);
    }
    if (member.equals("CreatedAfter")) {
      return (resource, value, world) ->
          resource.created().toEpochMilli() >= Timestamps.instant(value).toEpochMilli();
    }
    if (member.equals("CreatedBefore")) {
      return (resource, value, world) ->
          resource.created().toEpochMilli() <= Timestamps.instant(value).toEpochMilli();
    }
    if (member.endsWith("After")) {
      return compared(type, stem(member, "After"), (shown, asked) -> shown > asked);
    }
    if (member.endsWith("Before")) {
      return compared(type, stem(member, "Before"), (shown, asked) -> shown < asked);
    }
    String shown = member.endsWith("Equals") ? stem(member, "Equals") : member;
    return (resource, value, world) ->
        type.value(resource, shown, world).map(value::equals).orElse(false);
  }

  private static Filter compared(
      ResourceType type, String member, BiPredicate<Double, Double> comparison) {
    return (resource, value, world) -> {
      Optional<JsonNode> shown = type.value(resource, member, world);
      return shown.isPresent()
          && comparison.test(
              (double) Timestamps.instant(shown.get()).toEpochMilli(),
              (double) Timestamps.instant(value).toEpochMilli());
    };
  }

  private static String stem(String member, String suffix) {
    return member.substring(0, member.length() - suffix.length());
  }
}
