package dev.mlsim.services.personalize.vocabulary;

import dev.mlsim.service.World;
import dev.mlsim.services.personalize.RecommendationQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is popular among what users did, by how often: what recipes of popularity answer, and others
 * to whom they don't know (developer guide, "Choosing a recipe").
 */
final class Popularity {
  private static final String EVENT_TYPE = "EVENT_TYPE";

  /** The recipes that count, by the type of event that they count; all events where it is empty. */
  private static final Map<String, String> RECIPES =
      Map.of(
          "aws-popularity-count", "",
          "aws-trending-now", "",
          "aws-vod-trending-now", "",
          "aws-vod-most-popular", "Watch",
          "aws-ecomm-popular-items-by-views", "View",
          "aws-ecomm-popular-items-by-purchases", "Purchase");

  private final Map<String, Integer> counts = new HashMap<>();

  private Popularity(ImportedData acts, String column, String eventType) {
    int id = acts.header().indexOf(column);
    int event = acts.header().indexOf(EVENT_TYPE);
    for (List<String> row : acts.rows()) {
      boolean counts =
          eventType.isEmpty() || (event >= 0 && row.size() > event && isA(eventType, row, event));
      if (counts && id >= 0 && row.size() > id) {
        this.counts.merge(row.get(id), 1, Integer::sum);
      }
    }
  }

  private static boolean isA(String eventType, List<String> row, int event) {
    return row.get(event).equalsIgnoreCase(eventType);
  }

  /** It, if it answers a query and it is known what users did. */
  static Optional<Popularity> wanted(
      RecommendationQuery query, Subject subject, String group, World world) {
    if (subject == Subject.USERS || !query.itemList().isEmpty()) {
      return Optional.empty();
    }
    return GroupData.held(world, group, subject.acts())
        .filter(acts -> RECIPES.containsKey(query.recipe()) || !knows(acts, query, subject))
        .map(
            acts ->
                new Popularity(acts, subject.column(), RECIPES.getOrDefault(query.recipe(), "")));
  }

  private static boolean knows(ImportedData acts, RecommendationQuery query, Subject subject) {
    boolean ofUser = query.userId().filter(query.subject()::equals).isPresent();
    return acts.column(ofUser ? "USER_ID" : subject.column()).contains(query.subject());
  }

  /** The ids, the most popular first; those that are equally so stay in their order. */
  List<String> sorted(List<String> ids) {
    List<String> sorted = new ArrayList<>(ids);
    sorted.sort(Comparator.comparing((String id) -> -counts.getOrDefault(id, 0)));
    return sorted;
  }
}
