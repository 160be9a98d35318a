package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.ResourceType;
import java.util.Optional;

/**
 * A resource that the suite made.
 *
 * @param type its type
 * @param given what Create was given
 * @param known what the caller knows: what Create was given and what it answered
 * @param reference its ARN, or its name where it has none
 * @param name its name
 */
record Made(ResourceType type, ObjectNode given, ObjectNode known, String reference, String name) {

  /** What the caller knows under a member's name; of structures in the answer too. */
  Optional<JsonNode> known(String member) {
    JsonNode direct = known.get(member);
    if (direct != null) {
      return Optional.of(direct);
    }
    for (JsonNode value : known) {
      if (value.isObject() && value.has(member)) {
        return Optional.of(value.get(member));
      }
    }
    return Optional.empty();
  }
}
