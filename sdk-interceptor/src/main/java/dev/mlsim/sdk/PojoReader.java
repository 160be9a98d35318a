package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Reads documents of the simulator's as objects of the SDK's, by the fields that these declare. */
final class PojoReader {
  private PojoReader() {}

  /**
   * The object of a document; members that this SDK doesn't know are left out.
   *
   * @throws IllegalArgumentException if it is no type of the SDK's with a builder
   */
  static <T> T read(JsonNode document, Class<T> type) {
    return type.cast(build(document, builder(type)));
  }

  /**
   * An empty builder of the type.
   *
   * @throws IllegalArgumentException if it is no type of the SDK's with a builder
   */
  static SdkPojo builder(Class<?> type) {
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

  private static Object build(JsonNode document, SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode value = document.path(field.memberName());
      if (!value.isMissingNode() && !value.isNull()) {
        field.set(builder, value(value, field));
      }
    }
    return ((Buildable) builder).build();
  }

  private static @Nullable Object value(JsonNode value, SdkField<?> field) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    return switch (type) {
      case STRING -> value.asText();
      case BOOLEAN -> value.asBoolean();
      case INTEGER -> value.asInt();
      case LONG -> value.asLong();
      case SHORT -> (short) value.asInt();
      case BYTE -> (byte) value.asInt();
      case FLOAT -> (float) value.asDouble();
      case DOUBLE -> value.asDouble();
      case BIG_DECIMAL -> value.decimalValue();
      case INSTANT -> Timestamps.instant(value);
      case SDK_BYTES -> bytes(value);
      case LIST -> list(value, field.getTrait(ListTrait.class).memberFieldInfo());
      case MAP -> map((ObjectNode) value, field.getTrait(MapTrait.class).valueFieldInfo());
      case SDK_POJO -> build(value, field.constructor().get());
      // A document or null: none of the simulated services has such a member.
      default -> null;
    };
  }

  private static List<@Nullable Object> list(JsonNode array, SdkField<?> element) {
    List<@Nullable Object> list = new ArrayList<>();
    array.forEach(value -> list.add(value.isNull() ? null : value(value, element)));
    return list;
  }

  private static Map<String, @Nullable Object> map(ObjectNode object, SdkField<?> element) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      map.put(entry.getKey(), value(entry.getValue(), element));
    }
    return map;
  }

  private static SdkBytes bytes(JsonNode value) {
    try {
      return SdkBytes.fromByteArray(value.binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: [" + value + "] is no blob", e);
    }
  }
}
