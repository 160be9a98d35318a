package dev.mlsim.objects;

import static java.util.Objects.requireNonNull;

import dev.mlsim.internal.Given;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of an object besides its bytes. Immutable.
 *
 * <pre>{@code
 * sim.objects().put("s3://data/in.csv", bytes,
 *     ObjectDetails.none().contentType("text/csv").metadata("run", "7").tag("team", "churn"));
 * }</pre>
 *
 * @param headers what it is served with, such as {@code Content-Type}, by the header's name
 * @param metadata the user's own, by names in lower case without {@code x-amz-meta-}
 * @param tags its tags
 */
public record ObjectDetails(
    Map<String, String> headers, Map<String, String> metadata, Map<String, String> tags) {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final ObjectDetails NONE = new ObjectDetails(Map.of(), Map.of(), Map.of());

  /** Copies what it is given. */
  public ObjectDetails {
    headers = Given.map(headers);
    metadata = Given.map(metadata);
    tags = Given.map(tags);
  }

  /** Nothing. */
  public static ObjectDetails none() {
    return NONE;
  }

  /** The media type, if one was said. */
  public Optional<String> contentType() {
    return Optional.ofNullable(headers.get(CONTENT_TYPE));
  }

  /** The same with a media type. */
  public ObjectDetails contentType(String type) {
    return header(CONTENT_TYPE, type);
  }

  /** The same with a header that it is served with. */
  public ObjectDetails header(String name, String value) {
    return new ObjectDetails(with(headers, name, value), metadata, tags);
  }

  /** The same with an entry of the user's metadata. */
  public ObjectDetails metadata(String name, String value) {
    return new ObjectDetails(headers, with(metadata, name, value), tags);
  }

  /** The same with a tag. */
  public ObjectDetails tag(String key, String value) {
    return tags(with(tags, key, value));
  }

  /** The same with these tags in place of its own. */
  public ObjectDetails tags(Map<String, String> others) {
    return new ObjectDetails(headers, metadata, others);
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    return more;
  }
}
