package dev.mlsim.services.s3.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.TimestampFormat;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Checksums;
import dev.mlsim.services.s3.vocabulary.Conditions;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Place;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** GetObject, HeadObject and GetObjectAttributes. */
final class Reading {
  private static final List<String> OVERRIDES =
      List.of(
          "CacheControl",
          "ContentDisposition",
          "ContentEncoding",
          "ContentLanguage",
          "ContentType",
          "Expires");

  private Reading() {}

  static void get(Call call, ObjectStore objects, ObjectNode output) {
    StoredObject object = shown(call, objects, output);
    byte[] content = object.content();
    Optional<ByteRange> range = range(call, object, output);
    byte[] body =
        range.isEmpty() || range.get().length() == content.length
            ? content
            : Arrays.copyOfRange(content, range.get().from(), range.get().to() + 1);
    output.set("Body", BinaryNode.valueOf(body));
  }

  static void head(Call call, ObjectStore objects, ObjectNode output) {
    range(call, shown(call, objects, output), output);
  }

  private static StoredObject shown(Call call, ObjectStore objects, ObjectNode output) {
    StoredObject object = Place.of(call).find(objects);
    Conditions.read(call, object);
    Details.show(object, call, output);
    for (String member : OVERRIDES) {
      call.at("Response" + member).ifPresent(value -> output.set(member, shown(value)));
    }
    return object;
  }

  /** {@code response-expires} is a time, {@code Expires} a text. */
  private static JsonNode shown(JsonNode value) {
    return value.isNumber()
        ? TextNode.valueOf(TimestampFormat.HTTP_DATE.text(Timestamps.instant(value)))
        : value;
  }

  private static Optional<ByteRange> range(Call call, StoredObject object, ObjectNode output) {
    int size = object.content().length;
    Optional<ByteRange> range = ByteRange.of(call, size);
    output.put("ContentLength", range.map(ByteRange::length).orElse(size));
    range.ifPresent(r -> output.put("ContentRange", r.toString()));
    return range;
  }

  static void attributes(Call call, ObjectStore objects, ObjectNode output) {
    StoredObject object = Place.of(call).find(objects);
    Set<String> asked = new HashSet<>();
    call.input().path("ObjectAttributes").forEach(name -> asked.add(name.asText()));
    output.set("LastModified", Timestamps.of(object.lastModified()));
    if (asked.contains("ETag")) {
      output.put("ETag", object.etag());
    }
    if (asked.contains("Checksum")) {
      Checksums.show(object.details(), output);
    }
    if (asked.contains("StorageClass")) {
      output.put("StorageClass", Details.storageClass(object.details()));
    }
    if (asked.contains("ObjectSize")) {
      output.put("ObjectSize", object.content().length);
    }
  }
}
