package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A word of the control API. Words of one name differ in what they take.
 *
 * @param name the word
 * @param does what it means, as a sentence
 * @param takes what it takes
 * @param acts whether something is done by it, rather than begun or narrowed
 * @param next what can be said afterwards, if not the same as before
 * @param step does it
 */
record Word<S>(
    String name,
    String does,
    List<Parameter<?>> takes,
    boolean acts,
    Optional<Vocabulary<?>> next,
    Step<S> step) {

  /** Does what the word says, and tells where that leads. */
  @FunctionalInterface
  interface Step<S> {
    /** Takes it. */
    Place<?> from(Place<S> here, Arguments given);
  }

  /** A word that narrows down what those after it are about. */
  static <S> Word<S> narrows(
      String name, String does, BiFunction<S, Arguments, S> step, Parameter<?>... takes) {
    return staying(name, does, false, step, takes);
  }

  /** A word that does something, after which more can be said. */
  static <S> Word<S> acts(
      String name, String does, BiFunction<S, Arguments, S> step, Parameter<?>... takes) {
    return staying(name, does, true, step, takes);
  }

  /** A word that does something and gives nothing, after which more can be said. */
  static <S> Word<S> does(
      String name, String does, BiConsumer<S, Arguments> step, Parameter<?>... takes) {
    return acts(
        name,
        does,
        (subject, given) -> {
          step.accept(subject, given);
          return subject;
        },
        takes);
  }

  /** A word that begins something, which others are to end. */
  static <S, R> Word<S> begins(
      String name,
      String does,
      Vocabulary<R> next,
      BiFunction<S, Arguments, R> step,
      Parameter<?>... takes) {
    return leading(name, does, false, next, step, takes);
  }

  /** A word that does something and leads elsewhere. */
  static <S, R> Word<S> ends(
      String name,
      String does,
      Vocabulary<R> next,
      BiFunction<S, Arguments, R> step,
      Parameter<?>... takes) {
    return leading(name, does, true, next, step, takes);
  }

  private static <S> Word<S> staying(
      String name,
      String does,
      boolean acts,
      BiFunction<S, Arguments, S> step,
      Parameter<?>... takes) {
    return new Word<>(
        name,
        does,
        List.of(takes),
        acts,
        Optional.empty(),
        (here, given) -> new Place<>(step.apply(here.subject(), given), here.words()));
  }

  private static <S, R> Word<S> leading(
      String name,
      String does,
      boolean acts,
      Vocabulary<R> next,
      BiFunction<S, Arguments, R> step,
      Parameter<?>... takes) {
    return new Word<>(
        name,
        does,
        List.of(takes),
        acts,
        Optional.of(next),
        (here, given) -> new Place<>(step.apply(here.subject(), given), next));
  }

  /** Whether it takes so many values of these kinds, whatever their bounds. */
  boolean fits(List<JsonNode> values) {
    if (values.size() != takes.size()) {
      return false;
    }
    for (int i = 0; i < takes.size(); i++) {
      if (!takes.get(i).fits(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether values that fit are within their bounds. */
  boolean admits(List<JsonNode> values) {
    for (int i = 0; i < takes.size(); i++) {
      if (!takes.get(i).admits(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The word and the kinds that it takes: {@code failAt(text, duration, text)}. */
  String signature() {
    return name
        + takes.stream()
            .map(parameter -> parameter.kind().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /** The signature, and each parameter's name and bounds. */
  String says() {
    return signature()
        + (takes.isEmpty() ? ", which takes nothing" : "")
        + takes.stream()
            .map(parameter -> parameter.name() + " is " + parameter.says())
            .collect(Collectors.joining(", ", takes.isEmpty() ? "" : ": ", ""));
  }
}
