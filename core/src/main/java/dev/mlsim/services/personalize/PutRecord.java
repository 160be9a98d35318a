package dev.mlsim.services.personalize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One record that was put into a dataset by a call of Personalize Events.
 *
 * @param datasetArn the dataset
 * @param at when it was put, in virtual time
 * @param document the record as the call had it: an event with the call's {@code userId} and {@code
 *     sessionId} and the {@code eventId} that it got, an item, a user, an action
 */
public record PutRecord(String datasetArn, Instant at, ObjectNode document) {
  /** Copies the document. */
  public PutRecord {
    document = document.deepCopy();
  }

  /** A copy of the record as the call had it. */
  @Override
  public ObjectNode document() {
    return document.deepCopy();
  }

  /** A text of the record; empty where it has none of that name. */
  public String text(String member) {
    return document.path(member).asText();
  }
}
