package dev.mlsim.sdk;

import dev.mlsim.Simulator;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What tells other processes where simulated services are. */
final class Environment {
  private Environment() {}

  static Map<String, String> of(URI endpoint, Simulator simulator) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String id : new TreeSet<>(simulator.serviceIds())) {
      variables.put(variable(id), endpoint.toString());
    }
    variables.put("AWS_REGION", simulator.region());
    variables.put("AWS_DEFAULT_REGION", simulator.region()); // the command line's name of it
    variables.put("AWS_ACCESS_KEY_ID", "any");
    variables.put("AWS_SECRET_ACCESS_KEY", "any");
    return Collections.unmodifiableMap(variables);
  }

  /** The variable of a service, such as {@code AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME}. */
  private static String variable(String serviceId) {
    return "AWS_ENDPOINT_URL_" + serviceId.replace(' ', '_').toUpperCase(Locale.ROOT);
  }

  /** Lines for a shell. */
  static String exports(Map<String, String> variables) {
    StringBuilder lines = new StringBuilder();
    variables.forEach(
        (name, value) ->
            lines.append("export ").append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }
}
