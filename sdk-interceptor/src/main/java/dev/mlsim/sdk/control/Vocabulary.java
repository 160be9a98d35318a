package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.internal.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The words that can be said to something.
 *
 * @param name what they are called together
 * @param saying how a word and what it is given read in a refusal, a format
 * @param unfinished the refusal of a chain that ends among them with nothing done
 * @param words the words
 */
record Vocabulary<S>(String name, String saying, String unfinished, List<Word<S>> words) {

  /** Copies. */
  Vocabulary {
    words = List.copyOf(words);
  }

  /** Words of which a chain is made. */
  static <S> Vocabulary<S> chain(String name, String unfinished, List<Word<S>> words) {
    return new Vocabulary<>(name, "call [%s] with %s", unfinished, words);
  }

  /** What ends a chain: nothing can be said to it. */
  static <S> Vocabulary<S> none() {
    return chain("", "", List.of());
  }

  /** Whether one word is said, and it is one of these. */
  boolean hasOnly(ObjectNode said) {
    return said.size() == 1
        && words.stream().anyMatch(word -> word.name().equals(said.fieldNames().next()));
  }

  /**
   * The word of that name that takes these values.
   *
   * @throws Refusal if there is none, or a value is out of its bounds
   * @throws java.time.format.DateTimeParseException if a value is to be a time and can't be read
   */
  Word<S> find(String name, List<JsonNode> values) {
    List<Word<S>> named = words.stream().filter(word -> word.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw Refusal.of(cannot(name, values) + possible(name));
    }
    return named.stream()
        .filter(word -> word.fits(values))
        .findFirst()
        .filter(word -> word.admits(values))
        .orElseThrow(
            () ->
                Refusal.of(
                    cannot(name, values)
                        + "; it is "
                        + named.stream().map(Word::says).collect(Collectors.joining(", or "))));
  }

  private String cannot(String name, List<JsonNode> values) {
    return "cannot " + String.format(Locale.ROOT, saying, name, Arguments.text(values));
  }

  private String possible(String name) {
    if (words.isEmpty()) {
      return "; nothing can be said any more, the words before have said it all";
    }
    List<String> names = words.stream().map(Word::name).distinct().toList();
    return "; possible are "
        + words.stream().map(Word::signature).sorted().toList()
        + Nearest.hint(name, names);
  }
}
