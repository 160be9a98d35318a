package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a next page starts: behind the last item of the one before, in the order of the query.
 * Opaque on the wire; good for the query that made it and for a day of virtual time.
 *
 * @param sortKey what the last item was sorted by
 * @param sequence the last item's place in the order of creation
 */
record PageToken(String sortKey, long sequence) {
  /** Nothing is documented; a day is our decision. */
  private static final Duration LIFE = Duration.ofHours(24);

  private static final String SEPARATOR = "\n";

  String encode(Call call, List<String> pagingMembers) {
    String content =
        String.join(
            SEPARATOR,
            query(call, pagingMembers),
            String.valueOf(call.now().plus(LIFE).toEpochMilli()),
            String.valueOf(sequence),
            sortKey);
    String signed = Integer.toHexString(content.hashCode()) + SEPARATOR + content;
    return Base64.getEncoder().encodeToString(signed.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<PageToken> decode(String text, Call call, List<String> pagingMembers) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split(SEPARATOR, 2);
    if (parts.length < 2 || !parts[0].equals(Integer.toHexString(parts[1].hashCode()))) {
      return Optional.empty();
    }
    String[] fields = parts[1].split(SEPARATOR, 4);
    boolean fits =
        fields.length == 4
            && fields[0].equals(query(call, pagingMembers))
            && Instant.ofEpochMilli(Long.parseLong(fields[1])).isAfter(call.now());
    return fits
        ? Optional.of(new PageToken(fields[3], Long.parseLong(fields[2])))
        : Optional.empty();
  }

  /** Which query this is: everything that was asked for but the page itself. */
  private static String query(Call call, List<String> pagingMembers) {
    ObjectNode query = call.input().deepCopy();
    query.remove(pagingMembers);
    return call.operation().name() + "#" + Integer.toHexString(Json.text(query).hashCode());
  }
}
