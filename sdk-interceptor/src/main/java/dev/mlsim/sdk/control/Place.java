package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a chain of words has come: {@code {"on": "CreateTrainingJob", "first": 2, "throttle":
 * []}} says what Java says with {@code on("CreateTrainingJob").first(2).throttle()}. A member is a
 * word, in order; its value is what the word takes, or a list of it.
 *
 * @param subject what the next word is said to
 * @param words what can be said
 */
record Place<S>(S subject, Vocabulary<S> words) {
  private static final int MOST_WORDS = 32;

  /**
   * Says the words one after the other and gives what the last one led to. Nothing is done unless
   * all of them are known and something is done by them.
   *
   * @throws Refusal if that is not so
   */
  Object after(ObjectNode said) {
    check(words, said);
    Place<?> here = this;
    for (Map.Entry<String, JsonNode> word : said.properties()) {
      here = here.say(word.getKey(), Arguments.in(word.getValue()));
    }
    return here.subject();
  }

  private Place<?> say(String name, List<JsonNode> values) {
    Word<S> word = words.find(name, values);
    return word.step().from(this, new Arguments(word.takes(), values));
  }

  private static void check(Vocabulary<?> first, ObjectNode said) {
    if (said.size() > MOST_WORDS) {
      throw Refusal.of("a chain has 1 to " + MOST_WORDS + " words, not " + said.size());
    }
    Vocabulary<?> words = first;
    boolean done = false;
    for (Map.Entry<String, JsonNode> member : said.properties()) {
      Word<?> word = words.find(member.getKey(), Arguments.in(member.getValue()));
      Optional<Vocabulary<?>> next = word.next();
      done = word.acts() || (done && next.isEmpty());
      words = next.isPresent() ? next.get() : words;
    }
    if (!done) {
      throw Refusal.of(words.unfinished());
    }
  }
}
