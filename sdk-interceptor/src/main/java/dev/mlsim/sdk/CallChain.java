package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a JSON object as a chain of calls on the simulator's own API, so that another language says
 * what Java says: {@code {"on": "CreateTrainingJob", "first": 2, "throttle": []}} is {@code
 * on("CreateTrainingJob").first(2).throttle()}. A member is a method, in order; its value is the
 * argument, or a list of them. What Java learns to say, this can say at once.
 */
final class CallChain {
  private static final int MAX_CALLS = 32;

  private CallChain() {}

  /**
   * Makes the calls and gives what the last one returned, the receiver if that is nothing.
   *
   * @throws IllegalArgumentException if a method is not there, or what it throws itself
   */
  static Object call(Object receiver, ObjectNode calls) {
    if (calls.isEmpty() || calls.size() > MAX_CALLS) {
      throw new IllegalArgumentException(
          "mlsim: a chain has 1 to " + MAX_CALLS + " calls, not " + calls.size() + hint(receiver));
    }
    Object current = receiver;
    for (Map.Entry<String, JsonNode> call : calls.properties()) {
      current = call(current, call.getKey(), arguments(call.getValue()));
    }
    return current;
  }

  private static List<JsonNode> arguments(JsonNode value) {
    List<JsonNode> arguments = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(arguments::add);
    } else if (!value.isNull()) {
      arguments.add(value);
    }
    return arguments;
  }

  private static Object call(Object receiver, String name, List<JsonNode> arguments) {
    for (Method method : callable(receiver).toList()) {
      Optional<Object[]> fitting =
          method.getName().equals(name) ? convert(method, arguments) : Optional.empty();
      if (fitting.isPresent()) {
        return invoke(method, receiver, fitting.get());
      }
    }
    throw new IllegalArgumentException(
        "mlsim: cannot call ["
            + name
            + "] with "
            + arguments.stream().map(Json::text).toList()
            + hint(receiver));
  }

  private static Object invoke(Method method, Object receiver, Object[] arguments) {
    try {
      Object result = method.invoke(receiver, arguments);
      return result == null ? receiver : result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException("mlsim: [" + method.getName() + "] failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("mlsim: [" + method.getName() + "] is not public", e);
    }
  }

  private static String hint(Object receiver) {
    return "; possible are "
        + callable(receiver)
            .filter(method -> Stream.of(method.getParameterTypes()).allMatch(CallChain::isKnown))
            .map(CallChain::signature)
            .sorted()
            .toList();
  }

  private static String signature(Method method) {
    return method.getName()
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static Stream<Method> callable(Object receiver) {
    return Stream.of(receiver.getClass().getMethods())
        .filter(method -> method.getDeclaringClass() != Object.class)
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .filter(method -> method.getDeclaringClass().getName().startsWith("dev.mlsim."));
  }

  private static Optional<Object[]> convert(Method method, List<JsonNode> arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.size()) {
      return Optional.empty();
    }
    Object[] converted = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      Optional<Object> argument = convert(types[i], arguments.get(i));
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      converted[i] = argument.get();
    }
    return Optional.of(converted);
  }

  private static boolean isKnown(Class<?> type) {
    return type.isPrimitive()
        || type.isEnum()
        || type == String.class
        || type == Duration.class
        || type == Instant.class
        || JsonNode.class.isAssignableFrom(type);
  }

  private static Optional<Object> convert(Class<?> type, JsonNode value) {
    if (type == String.class && value.isTextual()) {
      return Optional.of(value.textValue());
    }
    if (type == int.class && value.canConvertToInt() && value.isNumber()) {
      return Optional.of(value.intValue());
    }
    if (type == long.class && value.isIntegralNumber()) {
      return Optional.of(value.longValue());
    }
    if (type == double.class && value.isNumber()) {
      return Optional.of(value.doubleValue());
    }
    if (type == boolean.class && value.isBoolean()) {
      return Optional.of(value.booleanValue());
    }
    if (type == Duration.class && value.isTextual()) {
      return Optional.of(Duration.parse(value.textValue()));
    }
    if (type == Instant.class && value.isTextual()) {
      return Optional.of(Instant.parse(value.textValue()));
    }
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(Object.class::cast)
          .filter(constant -> constant.toString().equalsIgnoreCase(value.asText()))
          .findFirst();
    }
    return type.isInstance(value) ? Optional.of(value) : Optional.empty();
  }
}
