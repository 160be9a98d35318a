package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The columns of the Items dataset that a call wants to see of what it is recommended. */
final class ItemMetadata {
  private static final String COLUMNS = "metadataColumns";
  private static final String ITEMS = "ITEMS";
  private static final int MOST_COLUMNS = 10;

  private final List<String> columns;
  private final Map<String, List<String>> rows = new HashMap<>();
  private final List<String> header = new ArrayList<>();

  private ItemMetadata(List<String> columns) {
    this.columns = columns;
  }

  static boolean isWanted(Call call) {
    return call.has(COLUMNS) && !call.input().path(COLUMNS).isEmpty();
  }

  static ItemMetadata of(Call call, Asked asked) {
    ItemMetadata metadata = new ItemMetadata(wanted(call));
    if (!metadata.columns.isEmpty()) {
      GroupData.held(call.world(), asked.group(), ITEMS)
          .ifPresent(
              data -> {
                metadata.header.addAll(data.header());
                int id = data.header().indexOf("ITEM_ID");
                data.rows().stream()
                    .filter(row -> id >= 0 && row.size() > id)
                    .forEach(row -> metadata.rows.put(row.get(id), row));
              });
    }
    return metadata;
  }

  private static List<String> wanted(Call call) {
    List<String> columns = new ArrayList<>();
    call.input().path(COLUMNS).path(ITEMS).forEach(column -> columns.add(column.asText()));
    return columns;
  }

  /** Adds to an item what is known of it. */
  void addTo(ObjectNode item, String id) {
    ObjectNode metadata = Documents.empty();
    List<String> row = rows.getOrDefault(id, List.of());
    for (String column : columns) {
      int at = header.indexOf(column);
      if (at >= 0 && at < row.size() && !row.get(at).isEmpty()) {
        metadata.put(column, row.get(at));
      }
    }
    if (!metadata.isEmpty()) {
      item.set("metadata", metadata);
    }
  }

  static Precondition rule(Function<Call, Asked> who) {
    return RuntimeRules.rule(
        "metadata only where it is enabled: of ITEMS, at most " + MOST_COLUMNS + " known columns",
        call -> {
          if (isWanted(call)) {
            check(call, who.apply(call));
          }
        });
  }

  private static void check(Call call, Asked asked) {
    if (!asked.givesMetadata()) {
      throw RuntimeRules.invalid(
          "Metadata with recommendations is not enabled for " + asked.resource().arn() + ".");
    }
    for (Map.Entry<String, JsonNode> named : call.input().path(COLUMNS).properties()) {
      if (!named.getKey().equals(ITEMS)) {
        throw RuntimeRules.invalid(
            "Invalid dataset type " + named.getKey() + " in metadataColumns. Use ITEMS.");
      }
    }
    List<String> columns = wanted(call);
    if (columns.size() > MOST_COLUMNS) {
      throw RuntimeRules.invalid(
          "The number of metadataColumns must be less than or equal to " + MOST_COLUMNS + ".");
    }
    GroupData.inGroup(call.world(), asked.group(), ITEMS)
        .flatMap(dataset -> GroupData.schema(call.world(), dataset))
        .ifPresent(
            schema ->
                columns.stream()
                    .filter(column -> !schema.columns().containsKey(column))
                    .findFirst()
                    .ifPresent(
                        column -> {
                          throw RuntimeRules.invalid(
                              "The column "
                                  + column
                                  + " does not exist in the schema of the ITEMS dataset.");
                        }));
  }
}
