package dev.mlsim.services.logs.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import java.util.List;

/** Pages of a list; a token says how many lie before its page. */
final class Pages {
  private Pages() {}

  /** The page that a call asks for; the answer has a token only if there is more. */
  static <T> List<T> of(Call call, List<T> all, int usual, ObjectNode answer) {
    int from = Math.min(all.size(), position(call.text("nextToken").orElse("0")));
    int limit = call.number("limit").map(Long::intValue).orElse(usual);
    int to = Math.min(all.size(), from + limit);
    if (to < all.size()) {
      answer.put("nextToken", String.valueOf(to));
    }
    return all.subList(from, to);
  }

  static int position(String token) {
    try {
      int position = Integer.parseInt(token);
      if (position >= 0) {
        return position;
      }
    } catch (NumberFormatException e) {
      // It is none of ours.
    }
    throw Streams.invalid("The specified nextToken is invalid.");
  }
}
