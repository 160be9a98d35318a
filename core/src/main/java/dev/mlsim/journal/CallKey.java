package dev.mlsim.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What tells a call of the code's from its others in every run alike, whatever ids and times there
 * are: {@code CreateEndpoint[churn]#1} is the first CreateEndpoint about {@code churn}. All
 * attempts that an SDK makes of a call are one call.
 *
 * @param operation the operation, with its service before it where several in the run have it
 * @param name the name, ARN or id that it is about, without what all ARNs of an account begin with;
 *     empty where its input has none
 * @param number which of those it is, from 1
 */
public record CallKey(String operation, String name, int number) {

  /**
   * The keys of some calls, oldest first, by the {@linkplain JournalEntry.Called#first() number of
   * their first attempt}.
   */
  public static Map<Long, CallKey> of(List<JournalEntry.Called> calls) {
    Map<String, String> services = new HashMap<>();
    List<String> shared = new ArrayList<>();
    for (JournalEntry.Called call : calls) {
      String service = services.putIfAbsent(call.operation(), call.service());
      if (service != null && !service.equals(call.service())) {
        shared.add(call.operation());
      }
    }
    Map<Long, CallKey> keys = new LinkedHashMap<>();
    Map<CallKey, Integer> counts = new HashMap<>();
    for (JournalEntry.Called call : calls) {
      if (!keys.containsKey(call.first())) {
        String operation =
            shared.contains(call.operation())
                ? call.service() + ":" + call.operation()
                : call.operation();
        CallKey alike = new CallKey(operation, name(call.operation(), call.input()), 0);
        int number = counts.merge(alike, 1, Integer::sum);
        keys.put(call.first(), new CallKey(operation, alike.name(), number));
      }
    }
    return keys;
  }

  /** What a call is about, empty where its input doesn't say. */
  private static String name(String operation, JsonNode input) {
    return CallSubject.shortened(subject(operation, input));
  }

  private static String subject(String operation, JsonNode input) {
    return input.has("Bucket") && input.has("Key")
        ? input.path("Bucket").asText() + "/" + input.path("Key").asText()
        : CallSubject.of(operation, input);
  }

  /** Whether a call is about something of such a name, which may be short or whole. */
  public static boolean names(String operation, JsonNode input, Predicate<String> wanted) {
    String whole = subject(operation, input);
    return wanted.test(whole) || wanted.test(CallSubject.shortened(whole));
  }

  /** The same without the name: all calls of the operation are alike. */
  public CallKey unnamed() {
    return new CallKey(operation, "", number);
  }

  /** {@code CreateEndpoint[churn]#1}. */
  @Override
  public String toString() {
    return operation + (name.isEmpty() ? "" : "[" + name + "]") + "#" + number;
  }
}
