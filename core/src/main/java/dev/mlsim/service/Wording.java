package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An error in words with places in them: {@code {name}} and {@code {arn}} of what it is about, its
 * {@code {title}}, {@code {status}}, the same {@code {STATUS}} in capitals, the {@code {trigger}}
 * and the {@code {verb}} of the call, and members of the call's input, such as {@code {DomainId}}.
 *
 * @param noun the noun of which calls do something; others only look for it, to describe it
 * @param code the error's code
 * @param text its message
 */
record Wording(String noun, String code, String text) {
  /** What else than members of the input can stand in braces. */
  static final Set<String> PLACES =
      Set.of("name", "arn", "title", "status", "STATUS", "trigger", "verb");

  /** What stands in braces, in order. */
  static List<String> places(String text) {
    List<String> places = new ArrayList<>();
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      places.add(text.substring(open + 1, Math.max(open + 1, text.indexOf('}', open))));
    }
    return places;
  }

  /** About a resource that isn't there: its ARN is the one it would have. */
  ServiceError missing(ResourceType type, Call call, String nameOrArn) {
    boolean isArn = nameOrArn.startsWith("arn:");
    String name = isArn ? nameOrArn : Arns.name(nameOrArn);
    ObjectNode values = values(type, call);
    values.put("name", name);
    values.put("arn", isArn ? nameOrArn : type.arn(call, call.input(), nameOrArn));
    return error(values);
  }

  /** About a resource as it stands. */
  ServiceError about(ResourceType type, Call call, Resource resource, String trigger) {
    ObjectNode values = values(type, call);
    values.put("name", resource.name());
    values.put("arn", resource.arn());
    values.put("status", resource.state().status());
    values.put("STATUS", capitals(resource.state().status()));
    values.put("trigger", trigger);
    return error(values);
  }

  private ObjectNode values(ResourceType type, Call call) {
    ObjectNode values = Documents.empty().setAll(call.input());
    values.put("title", type.title());
    values.put("verb", verb(call.operation().name()));
    return values;
  }

  /** {@code UpdateFailed} as {@code UPDATE_FAILED}. */
  private static String capitals(String status) {
    return status.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private ServiceError error(ObjectNode values) {
    return new ServiceError(code, Documents.fill(text, values, ""));
  }

  private String verb(String operation) {
    return operation.endsWith(noun)
        ? operation.substring(0, operation.length() - noun.length()).toLowerCase(Locale.ROOT)
        : "describe";
  }
}
