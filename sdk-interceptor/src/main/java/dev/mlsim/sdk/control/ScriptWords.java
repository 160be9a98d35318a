package dev.mlsim.sdk.control;

import static dev.mlsim.sdk.control.Parameter.MORE_THAN_ZERO;
import static dev.mlsim.sdk.control.Parameter.count;
import static dev.mlsim.sdk.control.Parameter.duration;
import static dev.mlsim.sdk.control.Parameter.number;
import static dev.mlsim.sdk.control.Parameter.text;
import static dev.mlsim.sdk.control.Word.acts;
import static dev.mlsim.sdk.control.Word.narrows;

import dev.mlsim.lifecycle.Script;
import dev.mlsim.lifecycle.ScriptSubject;
import java.time.Duration;
import java.util.List;

/** What can be said to the script of a world. */
final class ScriptWords {
  private static final int LONG_TEXT = 1_000_000;

  private static final Parameter<String> TYPE = text("type");
  private static final Parameter<String> NAME = text("name");
  private static final Parameter<String> PATH = text("path");
  private static final Parameter<String> VALUE = text("value");
  private static final Parameter<Integer> N = count("n");
  private static final Parameter<Double> PROBABILITY = number("probability", MORE_THAN_ZERO, 1);
  private static final Parameter<String> PHASE = text("phase");
  private static final Parameter<String> REASON = text("reason", 0, LONG_TEXT);
  private static final Parameter<String> TRIGGER = text("trigger");
  private static final Parameter<String> MEMBER = text("member");
  private static final Parameter<Duration> AFTER = duration("after");
  private static final Parameter<Duration> TIME = duration("time");
  private static final Parameter<Duration> LEAST = duration("least");
  private static final Parameter<Duration> LONGEST = duration("longest");
  private static final Parameter<Duration> MEDIAN = duration("median");

  /** Which resources, and what becomes of them. */
  private static final Vocabulary<ScriptSubject> SUBJECTS =
      Vocabulary.chain(
          "subjects",
          "nothing is set up: this says which resources, but not what becomes of them, such as"
              + " failAt",
          subjects());

  /** What a script begins with. */
  static final Vocabulary<Script> SCRIPT =
      Vocabulary.chain(
          "script",
          "nothing is set up: this says nothing; begin with resource or clear",
          List.of(
              Word.begins(
                  "resource",
                  "Resources of a type, such as training-job.",
                  SUBJECTS,
                  (script, given) -> script.resource(given.of(TYPE)),
                  TYPE),
              Word.does("clear", "Forgets every rule.", (script, given) -> script.clear())));

  private ScriptWords() {}

  private static List<Word<ScriptSubject>> subjects() {
    return List.of(
        narrows(
            "named",
            "Only those whose name fits; * and ? are wild.",
            (subject, given) -> subject.named(given.of(NAME)),
            NAME),
        narrows(
            "where",
            "Only those with such a value at a path of their attributes; * and ? are wild.",
            (subject, given) -> subject.where(given.of(PATH), given.of(VALUE)),
            PATH,
            VALUE),
        narrows("first", "Only the first n.", (subject, given) -> subject.first(given.of(N)), N),
        narrows("once", "Only the first.", (subject, given) -> subject.once()),
        narrows(
            "withProbability",
            "Each of them with a probability, from the world's seed.",
            (subject, given) -> subject.withProbability(given.of(PROBABILITY)),
            PROBABILITY),
        narrows(
            "atTimes",
            "As part of the surroundings: no test expects the rule to apply.",
            (subject, given) -> subject.atTimes()),
        acts(
            "failAt",
            "They fail when they have been in the phase as long as planned.",
            (subject, given) -> subject.failAt(given.of(PHASE), given.of(REASON)),
            PHASE,
            REASON),
        acts(
            "failAt",
            "They fail when they have been in the phase so long.",
            (subject, given) -> subject.failAt(given.of(PHASE), given.of(AFTER), given.of(REASON)),
            PHASE,
            AFTER,
            REASON),
        acts(
            "stopAt",
            "They are stopped halfway through the phase.",
            (subject, given) -> subject.stopAt(given.of(PHASE)),
            PHASE),
        acts(
            "interruptAt",
            "They are interrupted halfway through the phase, as spot instances are.",
            (subject, given) -> subject.interruptAt(given.of(PHASE)),
            PHASE),
        acts(
            "meets",
            "They meet a trigger of their lifecycle when they have been in the phase so long.",
            (subject, given) -> subject.meets(given.of(TRIGGER), given.of(PHASE), given.of(AFTER)),
            TRIGGER,
            PHASE,
            AFTER),
        acts(
            "takes",
            "The phase takes so long.",
            (subject, given) -> subject.takes(given.of(PHASE), given.of(TIME)),
            PHASE,
            TIME),
        acts(
            "takesBetween",
            "The phase takes something between the two, from the world's seed.",
            (subject, given) ->
                subject.takesBetween(given.of(PHASE), given.of(LEAST), given.of(LONGEST)),
            PHASE,
            LEAST,
            LONGEST),
        acts(
            "takesAbout",
            "The phase takes about so long, as real jobs do.",
            (subject, given) -> subject.takesAbout(given.of(PHASE), given.of(MEDIAN)),
            PHASE,
            MEDIAN),
        acts(
            "failToDelete",
            "Their deletion is accepted and then fails.",
            (subject, given) -> subject.failToDelete(given.of(REASON)),
            REASON),
        acts(
            "stuckAt",
            "They never leave the phase by themselves.",
            (subject, given) -> subject.stuckAt(given.of(PHASE)),
            PHASE),
        acts(
            "neverShow",
            "The service never shows a member of them.",
            (subject, given) -> subject.neverShow(given.of(MEMBER)),
            MEMBER));
  }
}
