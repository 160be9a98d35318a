package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/** Turns documents, with the model's member names, into the SDK's objects and back. */
final class SdkDocuments {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SdkDocuments() {}

  /** Fills a builder; members that the SDK in use doesn't know are left out. */
  static Object fill(SdkPojo builder, ObjectNode document) {
    for (SdkField<?> field : builder.sdkFields()) {
      JsonNode value = document.get(field.memberName());
      if (value != null && !value.isNull()) {
        field.set(builder, read(field, value));
      }
    }
    return ((Buildable) builder).build();
  }

  private static Object read(SdkField<?> field, JsonNode value) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    return switch (type) {
      case STRING -> value.asText();
      case INTEGER -> value.intValue();
      case LONG -> value.longValue();
      case SHORT -> (short) value.intValue();
      case FLOAT -> (float) value.doubleValue();
      case DOUBLE -> value.doubleValue();
      case BIG_DECIMAL -> value.decimalValue();
      case BOOLEAN -> value.booleanValue();
      case INSTANT -> Timestamps.instant(value);
      case SDK_BYTES -> SdkBytes.fromByteArray(binary(value));
      case SDK_POJO -> fill(field.constructor().get(), (ObjectNode) value);
      case LIST -> list(field, value);
      case MAP -> map(field, value);
      default -> throw new IllegalArgumentException("no document for " + type);
    };
  }

  private static byte[] binary(JsonNode value) {
    try {
      return value.binaryValue();
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("not binary: " + value, e);
    }
  }

  private static List<Object> list(SdkField<?> field, JsonNode value) {
    SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
    List<Object> list = new ArrayList<>();
    value.forEach(item -> list.add(read(element, item)));
    return list;
  }

  private static Map<String, Object> map(SdkField<?> field, JsonNode value) {
    SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
    Map<String, Object> map = new LinkedHashMap<>();
    value.properties().forEach(e -> map.put(e.getKey(), read(element, e.getValue())));
    return map;
  }

  /** What the SDK read; absent members are absent. */
  static ObjectNode of(SdkPojo pojo) {
    ObjectNode document = JSON.objectNode();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      if (value != null
          && !(value instanceof SdkAutoConstructList)
          && !(value instanceof SdkAutoConstructMap)) {
        document.set(field.memberName(), written(value));
      }
    }
    return document;
  }

  private static JsonNode written(@Nullable Object value) {
    if (value == null) {
      return JSON.nullNode();
    }
    if (value instanceof SdkPojo pojo) {
      return of(pojo);
    }
    if (value instanceof Collection<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(item -> array.add(written(item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, item) -> object.set(String.valueOf(key), written(item)));
      return object;
    }
    if (value instanceof Instant instant) {
      return Timestamps.of(instant);
    }
    if (value instanceof SdkBytes bytes) {
      return JSON.binaryNode(bytes.asByteArray());
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    return value instanceof Number number
        ? JSON.numberNode(new BigDecimal(number.toString()))
        : JSON.textNode(value.toString());
  }

  /** Whether a document shows all that is in a part of it: it may show more, not less or else. */
  static boolean shows(@Nullable JsonNode shown, JsonNode part) {
    if (shown == null || shown.isObject() != part.isObject()) {
      return false;
    }
    if (part.isObject()) {
      return part.properties().stream().allMatch(e -> shows(shown.get(e.getKey()), e.getValue()));
    }
    if (part.isArray()) {
      boolean all = shown.isArray() && shown.size() == part.size();
      for (int i = 0; all && i < part.size(); i++) {
        all = shows(shown.get(i), part.get(i));
      }
      return all;
    }
    if (part.isNumber()) {
      return shown.isNumber() && shown.decimalValue().compareTo(part.decimalValue()) == 0;
    }
    return shown.equals(part);
  }
}
