package dev.mlsim.services.personalizeevents.ingestion;

import java.util.List;

/**
 * What kind of record an operation puts.
 *
 * @param member the member of the input that has the records
 * @param dataset the type of the dataset that they go to
 * @param columns the columns that the record's own members and the call's are
 */
record RecordKind(String member, String dataset, List<String> columns) {
  static final RecordKind EVENTS =
      new RecordKind(
          "eventList",
          "INTERACTIONS",
          List.of(
              "USER_ID",
              "ITEM_ID",
              "TIMESTAMP",
              "EVENT_TYPE",
              "EVENT_VALUE",
              "IMPRESSION",
              "RECOMMENDATION_ID",
              "EVENT_ATTRIBUTION_SOURCE"));
  static final RecordKind ACTION_INTERACTIONS =
      new RecordKind(
          "actionInteractions",
          "ACTION_INTERACTIONS",
          List.of(
              "USER_ID",
              "ACTION_ID",
              "TIMESTAMP",
              "EVENT_TYPE",
              "IMPRESSION",
              "RECOMMENDATION_ID"));
  static final RecordKind ITEMS = new RecordKind("items", "ITEMS", List.of("ITEM_ID"));
  static final RecordKind USERS = new RecordKind("users", "USERS", List.of("USER_ID"));
  static final RecordKind ACTIONS = new RecordKind("actions", "ACTIONS", List.of("ACTION_ID"));

  /** Whether it says what a user did, rather than what there is. */
  boolean isAct() {
    return dataset.endsWith("INTERACTIONS");
  }
}
