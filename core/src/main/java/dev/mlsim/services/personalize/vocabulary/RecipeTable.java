package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recipes and algorithms as a table, from the developer guide's pages on recipes and what the
 * notebooks of aws-samples/amazon-personalize-samples show of ListRecipes. A dash stands for
 * nothing, an equals sign for the recipe's own name; dates are those of the release notes, to the
 * month.
 */
public final class RecipeTable {
  private static final String ROWS =
      """
      aws-hrnn|USER_PERSONALIZATION|-|=|JSON-percentile-filtering|2019-06-10
      aws-hrnn-coldstart|USER_PERSONALIZATION|-|=|featurize_coldstart|2019-06-10
      aws-hrnn-metadata|USER_PERSONALIZATION|-|=|featurize_metadata|2019-06-10
      aws-item-affinity|USER_SEGMENTATION|-|=|=|2021-11-29
      aws-item-attribute-affinity|USER_SEGMENTATION|-|=|=|2021-11-29
      aws-next-best-action|USER_PERSONALIZATION|-|=|-|2023-11-15
      aws-personalized-ranking|PERSONALIZED_RANKING|-|=|JSON-percentile-filtering|2019-06-10
      aws-personalized-ranking-v2|PERSONALIZED_RANKING|-|=|JSON-percentile-filtering|2024-05-02
      aws-popularity-count|USER_PERSONALIZATION|-|=|sims|2019-06-10
      aws-semantic-similarity|RELATED_ITEMS|-|=|-|2025-06-01
      aws-similar-items|RELATED_ITEMS|-|=|-|2021-10-05
      aws-sims|RELATED_ITEMS|-|=|sims|2019-06-10
      aws-trending-now|USER_PERSONALIZATION|-|aws-trending-now-custom|-|2023-06-01
      aws-user-personalization|USER_PERSONALIZATION|-|=|JSON-percentile-filtering|2020-08-10
      aws-user-personalization-v2|USER_PERSONALIZATION|-|=|JSON-percentile-filtering|2024-05-02
      aws-ecomm-customers-who-viewed-x-also-viewed|RELATED_ITEMS|ECOMMERCE|=|-|2021-11-29
      aws-ecomm-frequently-bought-together|RELATED_ITEMS|ECOMMERCE|=|-|2021-11-29
      aws-ecomm-popular-items-by-purchases|USER_PERSONALIZATION|ECOMMERCE|=|-|2021-11-29
      aws-ecomm-popular-items-by-views|USER_PERSONALIZATION|ECOMMERCE|=|-|2021-11-29
      aws-ecomm-recommended-for-you|USER_PERSONALIZATION|ECOMMERCE|=|-|2021-11-29
      aws-vod-because-you-watched-x|RELATED_ITEMS|VIDEO_ON_DEMAND|=|-|2021-11-29
      aws-vod-more-like-x|RELATED_ITEMS|VIDEO_ON_DEMAND|=|-|2021-11-29
      aws-vod-most-popular|USER_PERSONALIZATION|VIDEO_ON_DEMAND|=|-|2021-11-29
      aws-vod-top-picks|USER_PERSONALIZATION|VIDEO_ON_DEMAND|=|-|2021-11-29
      aws-vod-trending-now|USER_PERSONALIZATION|VIDEO_ON_DEMAND|=|-|2022-08-01
      """;

  private static final String HIDDEN =
      "{'name': 'hidden_dimension', 'minValue': 32, 'maxValue': 256, 'isTunable': true}";
  private static final String BPTT =
      "{'name': 'bptt', 'minValue': 2, 'maxValue': 32, 'isTunable': true}";
  private static final String RECENCY =
      "{'name': 'recency_mask', 'values': ['true', 'false'], 'isTunable': true}";

  private RecipeTable() {}

  /**
   * One recipe.
   *
   * @param name its name
   * @param type its type
   * @param domain its domain, or empty
   * @param algorithm the name of its algorithm
   * @param transformation the name of its feature transformation, or empty where unknown
   * @param since when it came
   */
  public record Row(
      String name,
      String type,
      String domain,
      String algorithm,
      String transformation,
      LocalDate since) {

    /** What it is, in a few words. */
    public String description() {
      return name.substring("aws-".length()).replace('-', ' ') + " (" + type + ")";
    }
  }

  /** The table is read once. */
  private static final class Read {
    private static final List<Row> ALL = ROWS.lines().map(RecipeTable::row).toList();
  }

  /** All recipes, in the order of the table. */
  public static List<Row> rows() {
    return Read.ALL;
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    String domain = cells[2].equals("-") ? "" : cells[2];
    return new Row(
        cells[0],
        cells[1],
        domain,
        named(cells[3], cells[0]),
        named(cells[4], cells[0]),
        LocalDate.parse(cells[5]));
  }

  private static String named(String cell, String own) {
    return cell.equals("=") ? own : cell.equals("-") ? "" : cell;
  }

  /** Hyperparameters of the algorithms, as the developer guide lists them. */
  public static Map<String, ObjectNode> algorithms() {
    Map<String, ObjectNode> facts = new LinkedHashMap<>();
    for (String name : List.of("aws-user-personalization", "aws-personalized-ranking")) {
      facts.put(name, sequence("149", ", 'recency_mask': 'true'", RECENCY));
    }
    for (String name : List.of("aws-hrnn", "aws-hrnn-metadata", "aws-hrnn-coldstart")) {
      facts.put(name, sequence("43", ", 'recency_mask': 'true'", RECENCY));
    }
    facts.put(
        "aws-sims",
        Documents.of(
            """
            {'defaultHyperParameters': {
               'popularity_discount_factor': '0.5', 'min_cointeraction_count': '3'},
             'defaultHyperParameterRanges': {
               'integerHyperParameterRanges': [
                 {'name': 'min_cointeraction_count', 'minValue': 0, 'maxValue': 10,
                  'isTunable': true}],
               'continuousHyperParameterRanges': [
                 {'name': 'popularity_discount_factor', 'minValue': 0.0, 'maxValue': 1.0,
                  'isTunable': true}],
               'categoricalHyperParameterRanges': []},
             'trainingInputMode': 'File'}
            """));
    facts.put(
        "aws-similar-items",
        Documents.of(
            """
            {'defaultHyperParameters': {
               'item_id_hidden_dimension': '100', 'item_metadata_hidden_dimension': '100'},
             'defaultHyperParameterRanges': {
               'integerHyperParameterRanges': [
                 {'name': 'item_id_hidden_dimension', 'minValue': 30, 'maxValue': 200,
                  'isTunable': true},
                 {'name': 'item_metadata_hidden_dimension', 'minValue': 30, 'maxValue': 200,
                  'isTunable': true}],
               'continuousHyperParameterRanges': [],
               'categoricalHyperParameterRanges': []},
             'trainingInputMode': 'File'}
            """));
    facts.put("aws-item-affinity", sequence("149", "", ""));
    facts.put("aws-item-attribute-affinity", sequence("149", "", ""));
    return facts;
  }

  private static ObjectNode sequence(String hidden, String more, String categorical) {
    return Documents.of(
        "{'defaultHyperParameters': {'hidden_dimension': '"
            + hidden
            + "', 'bptt': '32'"
            + more
            + "}, 'defaultHyperParameterRanges': {'integerHyperParameterRanges': ["
            + HIDDEN
            + ", "
            + BPTT
            + "], 'continuousHyperParameterRanges': [], 'categoricalHyperParameterRanges': ["
            + categorical
            + "]}, 'trainingInputMode': 'File'}");
  }
}
