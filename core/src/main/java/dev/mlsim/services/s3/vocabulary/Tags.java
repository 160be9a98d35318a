package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tags of objects: in a header, and in XML. */
public final class Tags {
  private static final int MOST = 10;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private Tags() {}

  /** Those of the header {@code x-amz-tagging: a=b&c=d}; none where there is none. */
  public static Map<String, String> inHeader(Call call) {
    Map<String, String> tags = new LinkedHashMap<>();
    String header = call.text("Tagging").orElse("");
    for (String pair : header.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        try {
          add(tags, decoded(key), decoded(value));
        } catch (IllegalArgumentException e) {
          throw Errors.invalidArgument(
              "x-amz-tagging",
              header,
              "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query"
                  + " parameters without tag name duplicates.");
        }
      }
    }
    return tags;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Those of a tag set. */
  public static Map<String, String> inBody(Call call) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : call.input().path("Tagging").path("TagSet")) {
      add(tags, tag.path("Key").asText(), tag.path("Value").asText());
    }
    return tags;
  }

  private static void add(Map<String, String> tags, String key, String value) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new ServiceError("InvalidTag", "The TagKey you have provided is invalid")
          .with("TagKey", key);
    }
    if (value.length() > LONGEST_VALUE) {
      throw new ServiceError("InvalidTag", "The TagValue you have provided is invalid")
          .with("TagKey", key)
          .with("TagValue", value);
    }
    if (tags.put(key, value) != null) {
      throw new ServiceError("InvalidTag", "Cannot provide multiple Tags with the same key")
          .with("TagKey", key);
    }
    if (tags.size() > MOST) {
      throw new ServiceError("BadRequest", "Object tags cannot be greater than " + MOST);
    }
  }

  /** Shows them as a tag set. */
  public static void show(Map<String, String> tags, ObjectNode output) {
    tags.forEach(
        (key, value) ->
            output.withArray("/TagSet").addObject().put("Key", key).put("Value", value));
    output.withArray("/TagSet");
  }
}
