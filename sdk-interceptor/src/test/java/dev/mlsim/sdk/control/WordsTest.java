package dev.mlsim.sdk.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.fault.EventFaultSpec;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.fault.Faults;
import dev.mlsim.fault.Quotas;
import dev.mlsim.lifecycle.Script;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.objects.ObjectStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the words to what Java can say: what Java learns, the table is to learn too. */
class WordsTest {
  private static final Set<Class<?>> SAYABLE =
      Set.of(
          String.class, int.class, double.class, Duration.class, Instant.class, ObjectNode.class);

  static List<Arguments> receivers() {
    return List.of(
        Arguments.of(Faults.class, "faults", List.of("rules", "unused", "unfinished")),
        Arguments.of(FaultSpec.class, "faults", List.of()),
        Arguments.of(EventFaultSpec.class, "faults", List.of()),
        Arguments.of(Script.class, "scripts", List.of("rules", "unused", "unfinished")),
        Arguments.of(ScriptSubject.class, "scripts", List.of()),
        Arguments.of(Quotas.class, "quotas", List.of("limit", "isExhausted")),
        Arguments.of(
            ObjectStore.class,
            "objects",
            List.of(
                "get",
                "text",
                "find",
                "next",
                "list",
                "inputs",
                "inputsAreRequired",
                "isReadable",
                "hasBucket",
                "buckets",
                "uploads",
                "clear")));
  }

  @ParameterizedTest
  @MethodSource("receivers")
  void what_java_says_with_values_of_json_is_in_the_table(
      Class<?> receiver, String path, List<String> readings) {
    Set<String> java = java(receiver);
    java.removeIf(word -> readings.contains(word.substring(0, word.indexOf('/'))));

    assertThat(java).isNotEmpty();
    assertThat(words(path)).containsAll(java);
  }

  @ParameterizedTest
  @ValueSource(strings = {"faults", "scripts", "quotas", "objects"})
  void a_word_of_the_table_is_one_of_java(String path) {
    TreeSet<String> java = new TreeSet<>();
    receivers().stream()
        .filter(receiver -> receiver.get()[1].equals(path))
        .forEach(receiver -> java.addAll(java((Class<?>) receiver.get()[0])));

    assertThat(java).containsAll(words(path));
  }

  private static Set<String> java(Class<?> receiver) {
    TreeSet<String> java = new TreeSet<>();
    for (Method method : receiver.getMethods()) {
      boolean own = method.getDeclaringClass() == receiver && !method.isBridge();
      boolean sayable = SAYABLE.containsAll(Arrays.asList(method.getParameterTypes()));
      boolean told = !method.getName().equals("toString");
      if (own && sayable && told && !Modifier.isStatic(method.getModifiers())) {
        java.add(method.getName() + "/" + method.getParameterCount());
      }
    }
    return java;
  }

  @Test
  void time_is_moved_and_polled_by_one_word() {
    assertThat(words("advance")).containsExactly("by/1", "to/1", "toNext/0", "untilIdle/1");
    assertThat(words("polling")).containsExactly("off/0", "scaled/1", "settle/0", "tick/1");
  }

  private static Set<String> words(String path) {
    TreeSet<String> words = new TreeSet<>();
    Stream<Route> there = Routes.ALL.stream().filter(route -> route.path().equals(path));
    there
        .flatMap(route -> route.body().stream())
        .flatMap(body -> OpenApi.words(body).stream())
        .forEach(word -> words.add(word.name() + "/" + word.takes().size()));
    return words;
  }
}
