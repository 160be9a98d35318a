package dev.mlsim.services.personalize.batch;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.BatchQuery;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a solution version answers: what the test's function says, or a choice from the version's
 * seed among the ids that were imported, so that the same model gives the same answer again. The
 * job's filter holds for both.
 */
final class BatchModel {
  private static final int ASSUMED_IDS = 1000;

  private final Resource job;
  private final Resource version;
  private final World world;
  private final BatchFilter filter;
  private List<String> known = List.of();

  BatchModel(Resource job, Resource version, World world) {
    this.job = job;
    this.version = version;
    this.world = world;
    this.filter = new BatchFilter(job, version, world);
  }

  /**
   * An answer.
   *
   * @param subject whom or what it is about
   * @param ids what is recommended, best first
   * @param scores as many, falling
   */
  record Answer(String subject, List<String> ids, List<Double> scores) {}

  Answer answer(BatchQuery query) {
    SeededRandom chance =
        new SeededRandom(
            version.notes().path(PersonalizeType.SEED).asLong() * 31 + query.subject().hashCode());
    List<String> ids =
        world
            .setup(PersonalizeSetup.class)
            .recommended(query)
            .map(answer -> filter.through(query, answer))
            .orElseGet(() -> chosen(query, chance));
    boolean ranks = !query.itemList().isEmpty();
    List<String> cut = ranks ? List.copyOf(ids) : ids.stream().limit(query.numResults()).toList();
    return new Answer(query.subject(), cut, scores(cut.size(), chance));
  }

  private List<String> chosen(BatchQuery query, SeededRandom chance) {
    List<String> candidates = new ArrayList<>(query.itemList());
    if (candidates.isEmpty()) {
      if (known.isEmpty()) {
        known = List.copyOf(known());
      }
      candidates.addAll(known);
      candidates.remove(query.subject());
    }
    candidates = new ArrayList<>(filter.through(query, candidates));
    int wanted =
        query.itemList().isEmpty()
            ? Math.min(query.numResults(), candidates.size())
            : candidates.size();
    for (int i = 0; i < wanted; i++) {
      Collections.swap(candidates, i, i + chance.below(candidates.size() - i));
    }
    return List.copyOf(candidates.subList(0, wanted));
  }

  private Set<String> known() {
    boolean users = job.type().equals(BatchSegmentJobs.TYPE.name());
    String column = users ? "USER_ID" : "ITEM_ID";
    String group = PersonalizeType.text(version, "datasetGroupArn");
    Set<String> ids = new LinkedHashSet<>();
    for (String kind : List.of(users ? "USERS" : "ITEMS", "INTERACTIONS")) {
      GroupData.inGroup(world, group, kind)
          .flatMap(dataset -> GroupData.remaining(dataset, world))
          .ifPresent(data -> ids.addAll(data.column(column)));
    }
    if (ids.isEmpty()) {
      IntStream.rangeClosed(1, ASSUMED_IDS).forEach(n -> ids.add(String.valueOf(n)));
    }
    return ids;
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
