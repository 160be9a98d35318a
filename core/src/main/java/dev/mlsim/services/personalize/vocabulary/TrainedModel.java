package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.RecommendationQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a trained model answers, in a batch job and in a call: what the test's function says, or a
 * choice from the model's seed among the ids that were imported or put, so that the same model
 * gives the same answer again. Whom it doesn't know gets what is popular, as the developer guide
 * has it. A filter holds for all of these.
 */
public final class TrainedModel {
  private static final int ASSUMED_IDS = 1000;

  private final World world;
  private final String group;
  private final long seed;
  private final Subject subject;
  private List<String> known = List.of();
  private boolean isAssumed;

  /**
   * A model.
   *
   * @param group the ARN of the dataset group that it was trained on
   * @param seed what its answers come from
   */
  public TrainedModel(String group, long seed, Subject subject, World world) {
    this.group = group;
    this.seed = seed;
    this.subject = subject;
    this.world = world;
  }

  /**
   * An answer.
   *
   * @param ids what is recommended, best first
   * @param scores as many, falling
   */
  public record Answer(List<String> ids, List<Double> scores) {
    /** Copies. */
    public Answer {
      ids = List.copyOf(ids);
      scores = List.copyOf(scores);
    }
  }

  /** Its answer, as far as the filter lets it through. */
  public Answer answer(RecommendationQuery query, UnaryOperator<List<String>> filter) {
    SeededRandom chance = new SeededRandom(seed * 31 + query.subject().hashCode());
    List<String> ids = said(query).map(filter).orElseGet(() -> chosen(query, filter, chance));
    boolean ranks = !query.itemList().isEmpty();
    List<String> cut = ranks ? List.copyOf(ids) : ids.stream().limit(query.numResults()).toList();
    return new Answer(cut, scores(cut.size(), chance));
  }

  /** What the test has it answer, if it says something. */
  public Optional<List<String>> said(RecommendationQuery query) {
    return world.setup(PersonalizeSetup.class).recommended(query);
  }

  /** The ids that were imported or put; where there are none, numbers. */
  public List<String> known() {
    if (known.isEmpty()) {
      Set<String> ids = new LinkedHashSet<>();
      for (String kind : List.of(subject.dataset(), subject.acts())) {
        GroupData.held(world, group, kind)
            .ifPresent(data -> ids.addAll(data.column(subject.column())));
      }
      isAssumed = ids.isEmpty();
      if (isAssumed) {
        IntStream.rangeClosed(1, ASSUMED_IDS).forEach(n -> ids.add(String.valueOf(n)));
      }
      known = List.copyOf(ids);
    }
    return known;
  }

  private List<String> chosen(
      RecommendationQuery query, UnaryOperator<List<String>> filter, SeededRandom chance) {
    List<String> ranked = query.itemList();
    List<String> candidates = new ArrayList<>(ranked);
    if (ranked.isEmpty()) {
      candidates.addAll(known());
      candidates.remove(query.subject());
    }
    candidates = new ArrayList<>(filter.apply(candidates));
    Optional<Popularity> popularity = Popularity.wanted(query, subject, group, world);
    if (popularity.isPresent()) {
      return popularity.get().sorted(candidates);
    }
    List<String> last = ranked.isEmpty() ? List.of() : unknown(candidates);
    candidates.removeAll(last);
    int wanted =
        ranked.isEmpty() ? Math.min(query.numResults(), candidates.size()) : candidates.size();
    for (int i = 0; i < wanted; i++) {
      Collections.swap(candidates, i, i + chance.below(candidates.size() - i));
    }
    List<String> chosen = new ArrayList<>(candidates.subList(0, wanted));
    chosen.addAll(last);
    return chosen;
  }

  /** API reference: items that a ranking doesn't know come last. */
  private List<String> unknown(List<String> ids) {
    Set<String> all = new LinkedHashSet<>(known());
    return isAssumed ? List.of() : ids.stream().filter(id -> !all.contains(id)).toList();
  }

  /** Shares of one, falling. */
  private static List<Double> scores(int size, SeededRandom chance) {
    List<Double> scores = new ArrayList<>(size);
    double left = 1;
    for (int i = 0; i < size; i++) {
      double score = left * (0.1 + 0.1 * chance.fraction());
      scores.add(Math.round(score * 10_000_000) / 10_000_000.0);
      left -= score;
    }
    scores.sort(Collections.reverseOrder());
    return scores;
  }
}
