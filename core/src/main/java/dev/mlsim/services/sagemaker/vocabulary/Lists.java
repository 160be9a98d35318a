package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is asked of lists of structures in requests. */
public final class Lists {
  private Lists() {}

  /** The elements of a list, none where it is missing. */
  public static Stream<JsonNode> of(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** The texts that a member of the elements has, of those that have it. */
  public static Stream<String> texts(JsonNode list, String member) {
    return of(list).map(e -> e.path(member)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** Whether a list of texts has that one. */
  public static boolean hasText(JsonNode list, String text) {
    return of(list).anyMatch(e -> e.asText().equals(text));
  }

  /** The first text that a member has in two elements. */
  public static Optional<String> doubled(JsonNode list, String member) {
    return list.size() < 2 ? Optional.empty() : doubled(texts(list, member));
  }

  /** The first text that is there twice. */
  public static Optional<String> doubled(Stream<String> texts) {
    Set<String> seen = new HashSet<>();
    return texts.filter(text -> !seen.add(text)).findFirst();
  }
}
