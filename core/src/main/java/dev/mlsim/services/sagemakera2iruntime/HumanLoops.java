package dev.mlsim.services.sagemakera2iruntime;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Glob;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.SpokenSetup;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakera2iruntime.loops.Answering;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the people do who are asked in human loops.
 *
 * <pre>{@code
 * HumanLoops loops = sim.setup(HumanLoops.class);
 * loops.answers("moderation", task -> "{\"category\": \"harmless\"}");
 * loops.complete("loop-7", "{\"category\": \"violent\"}"); // answered now
 * loops.fail("loop-8", "ValidationError", "The image cannot be read.");
 * loops.nobodyAnswers("night-*"); // its loops expire
 * }</pre>
 *
 * <p>Where a test says nothing, each worker sends the page back without an entry, ten minutes after
 * the loop was started; a script for {@code human-loop} takes other times. Names may have {@code *}
 * and {@code ?}, which are wild; of several that fit, what was said last holds. Functions are asked
 * while nobody holds the simulator, so that they may call AWS. Safe for threads.
 */
public final class HumanLoops extends SpokenSetup<HumanLoops.Said> {
  private static final int BOUND = 10_000;

  private final Place place;

  /** What is answered in the loops of some flow definitions; nothing for nobody. */
  record Said(
      Glob flow, Optional<Function<? super HumanTask, ? extends @Nullable String>> answer) {}

  HumanLoops(Place place) {
    super(place, BOUND, "the setup of human loops", "answers");
    this.place = place;
  }

  /**
   * Asks the function for the answer of each worker, from now on.
   *
   * @param flowDefinition the name of the flow definition
   * @param function gives the answer's content, a text of JSON: what the worker entered
   */
  public void answers(
      String flowDefinition, Function<? super HumanTask, ? extends @Nullable String> function) {
    requireNonNull(function, "function");
    said.say(new Said(Glob.of(flowDefinition), Optional.of(function)));
  }

  /** From now on nobody answers in loops of the flow definition: they expire. */
  public void nobodyAnswers(String flowDefinition) {
    said.say(new Said(Glob.of(flowDefinition), Optional.empty()));
  }

  /**
   * The workers answer now.
   *
   * @param humanLoop the loop's name
   * @param content what each of them entered: a text of JSON
   * @throws IllegalArgumentException if the content is no JSON object
   * @throws IllegalStateException if there is no such loop in progress
   */
  public void complete(String humanLoop, String content) {
    place.inWorld(
        world -> Answering.complete(inProgress(world, humanLoop, "completed"), content, world));
  }

  /**
   * The loop fails now.
   *
   * @param humanLoop the loop's name
   * @param code its failure code, such as {@code ValidationError}
   * @param reason its failure reason
   * @throws IllegalStateException if there is no such loop in progress
   */
  public void fail(String humanLoop, String code, String reason) {
    place.inWorld(
        world -> Answering.fail(inProgress(world, humanLoop, "failed"), code, reason, world));
  }

  /** The names of the loops that wait for an answer, first started first. */
  public List<String> waiting() {
    return place.inWorld(world -> Answering.waiting(world).stream().map(Resource::name).toList());
  }

  private static Resource inProgress(World world, String name, String what) {
    List<Resource> waiting = Answering.waiting(world);
    return waiting.stream()
        .filter(loop -> loop.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "mlsim: the human loop ["
                        + name
                        + "] can't be "
                        + what
                        + ": in progress are only "
                        + waiting.stream().map(Resource::name).toList()));
  }

  /** Who answers in loops of the flow definition, if the test said so. */
  public Optional<Function<? super HumanTask, ? extends @Nullable String>> answering(
      String flowDefinition) {
    return said(flowDefinition).flatMap(Said::answer);
  }

  /** Whether the test said that nobody answers in loops of the flow definition. */
  public boolean isUnanswered(String flowDefinition) {
    return said(flowDefinition).filter(one -> one.answer().isEmpty()).isPresent();
  }

  private Optional<Said> said(String flowDefinition) {
    return said.find(one -> Optional.of(one).filter(o -> o.flow().matches(flowDefinition)));
  }
}
