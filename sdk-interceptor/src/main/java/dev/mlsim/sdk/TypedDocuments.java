package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The simulator's documents as the SDK's typed requests and responses.
 *
 * <pre>{@code
 * sim.faults().on("CreateTrainingJob")
 *     .where(matching(CreateTrainingJobRequest.class, r -> r.trainingJobName().startsWith("churn")))
 *     .throttle();
 * }</pre>
 */
public final class TypedDocuments {
  private static final long MILLIS = 1000;

  private TypedDocuments() {}

  /** A predicate on typed requests as one on documents, for {@code faults().on(...).where(...)}. */
  public static <T extends SdkPojo> Predicate<JsonNode> matching(
      Class<T> type, Predicate<T> predicate) {
    builder(type); // refuse a wrong type here, and not in the middle of a call
    return document -> predicate.test(read(type, document));
  }

  /**
   * Reads a document as a request, a response or a structure of the SDK's; members that the SDK's
   * version doesn't know are left out.
   *
   * @throws IllegalArgumentException if it is no type of the SDK's with a builder
   */
  public static <T extends SdkPojo> T read(Class<T> type, JsonNode document) {
    SdkPojo builder = builder(type);
    fill(builder, document);
    return type.cast(built(builder));
  }

  private static SdkPojo builder(Class<?> type) {
    try {
      if (type.getMethod("builder").invoke(null) instanceof SdkPojo builder) {
        return builder;
      }
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
      throw new IllegalArgumentException(notTyped(type), none);
    }
    throw new IllegalArgumentException(notTyped(type));
  }

  private static String notTyped(Class<?> type) {
    return "mlsim: cannot read a document as ["
        + type.getName()
        + "]: it is no request, response or structure of the AWS SDK for Java 2.x";
  }

  private static Object built(SdkPojo builder) {
    return ((SdkBuilder<?, ?>) builder).build();
  }

  private static void fill(SdkPojo builder, JsonNode document) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode node = document.get(field.memberName());
      if (node != null && !node.isNull()) {
        field.set(builder, value(field, node));
      }
    }
  }

  private static @Nullable Object value(SdkField<?> field, JsonNode node) {
    return switch (field.marshallingType().getKnownType()) {
      case STRING -> node.asText();
      case INTEGER -> node.intValue();
      case LONG -> node.longValue();
      case SHORT -> node.shortValue();
      case BYTE -> (byte) node.intValue();
      case FLOAT -> node.floatValue();
      case DOUBLE -> node.doubleValue();
      case BIG_DECIMAL -> new BigDecimal(node.asText());
      case BOOLEAN -> node.booleanValue();
      case INSTANT -> Instant.ofEpochMilli(Math.round(node.doubleValue() * MILLIS));
      case SDK_BYTES -> bytes(node);
      case LIST -> list(field.getTrait(ListTrait.class).memberFieldInfo(), node);
      case MAP -> map(field.getTrait(MapTrait.class).valueFieldInfo(), node);
      case SDK_POJO -> {
        SdkPojo inner = field.constructor().get();
        fill(inner, node);
        yield built(inner);
      }
      default -> null; // documents and payloads of other kinds: none of the simulated services has
    };
  }

  private static SdkBytes bytes(JsonNode node) {
    try {
      return SdkBytes.fromByteArray(node.binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: not a blob: " + node, e);
    }
  }

  private static List<@Nullable Object> list(SdkField<?> element, JsonNode node) {
    List<@Nullable Object> list = new ArrayList<>(node.size());
    node.forEach(item -> list.add(value(element, item)));
    return list;
  }

  private static Map<String, @Nullable Object> map(SdkField<?> element, JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), value(element, entry.getValue())));
    return map;
  }
}
