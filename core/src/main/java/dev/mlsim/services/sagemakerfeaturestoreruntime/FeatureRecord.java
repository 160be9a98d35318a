package dev.mlsim.services.sagemakerfeaturestoreruntime;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Given;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A record as the online store of a feature group has it.
 *
 * @param group the name of the feature group
 * @param identifier the value of its record identifier
 * @param values its features as texts, in the order in which they were put; a collection is a text
 *     of JSON. None if it was deleted softly
 * @param eventTime its event time
 * @param expiresAt when its time to live ends, if it has one
 * @param deleted whether it was deleted softly
 */
public record FeatureRecord(
    String group,
    String identifier,
    Map<String, String> values,
    Instant eventTime,
    Optional<Instant> expiresAt,
    boolean deleted) {

  /** Copies the values. */
  public FeatureRecord {
    requireNonNull(group, "group");
    requireNonNull(identifier, "identifier");
    requireNonNull(eventTime, "eventTime");
    requireNonNull(expiresAt, "expiresAt");
    values = Given.map(values);
  }
}
