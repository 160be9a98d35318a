package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.BooleanShape;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is said of an object besides its bytes, taken from calls and shown in answers. */
public final class Details {
  private static final String ENCRYPTION = "x-amz-server-side-encryption";
  private static final String STORAGE_CLASS = "x-amz-storage-class";
  private static final String STANDARD = "STANDARD";

  /** The headers that stay with an object. */
  private static final Set<String> KEPT =
      Set.of(
          "content-type",
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-language",
          "expires",
          STORAGE_CLASS,
          ENCRYPTION,
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-bucket-key-enabled",
          "x-amz-website-redirect-location");

  private Details() {}

  /** What a call says of the object that it writes, its checksums too; without its tags. */
  public static ObjectDetails of(Call call) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Member member : call.operation().input().orElseThrow().members()) {
      JsonNode value = call.input().get(member.name());
      if (value != null
          && member.location() == Location.HEADER
          && (KEPT.contains(lower(member)) || Checksums.isOne(member))) {
        headers.put(member.locationName(), value.asText());
      }
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    call.at("Metadata")
        .ifPresent(map -> map.properties().forEach(e -> metadata.put(e.getKey(), text(e))));
    return new ObjectDetails(headers, metadata, Map.of());
  }

  private static String text(Map.Entry<String, JsonNode> entry) {
    return entry.getValue().asText();
  }

  private static String lower(Member member) {
    return member.locationName().toLowerCase(Locale.ROOT);
  }

  /** Shows what every answer about a written object shows: how it is encrypted. */
  public static void encryption(ObjectDetails details, Call call, ObjectNode output) {
    StructureShape shape = call.operation().output().orElseThrow();
    for (Member member : shape.members()) {
      if (member.location() == Location.HEADER && lower(member).startsWith(ENCRYPTION)) {
        show(member, details, output);
      }
    }
    if (shape.member("ServerSideEncryption").isPresent() && !output.has("ServerSideEncryption")) {
      output.put("ServerSideEncryption", "AES256");
    }
  }

  /** Shows all that GET and HEAD show of an object but its length. */
  public static void show(StoredObject object, Call call, ObjectNode output) {
    ObjectDetails details = object.details();
    boolean sums = call.text("ChecksumMode").filter("ENABLED"::equals).isPresent();
    for (Member member : call.operation().output().orElseThrow().members()) {
      boolean isStandard = STANDARD.equals(details.headers().get(STORAGE_CLASS));
      if (member.location() == Location.HEADER
          && (sums || !Checksums.isOne(member))
          && !(isStandard && lower(member).equals(STORAGE_CLASS))) {
        show(member, details, output);
      }
    }
    if (sums && details.headers().keySet().stream().anyMatch(Checksums::isName)) {
      output.put("ChecksumType", "FULL_OBJECT");
    }
    if (!output.has("ContentType")) {
      output.put("ContentType", "binary/octet-stream");
    }
    encryption(details, call, output);
    output.put("AcceptRanges", "bytes");
    output.put("ETag", quoted(object));
    output.set("LastModified", Timestamps.of(object.lastModified()));
    if (!details.metadata().isEmpty()) {
      ObjectNode metadata = JsonNodeFactory.instance.objectNode();
      details.metadata().forEach(metadata::put);
      output.set("Metadata", metadata);
    }
    if (!details.tags().isEmpty()) {
      output.put("TagCount", details.tags().size());
    }
  }

  private static void show(Member member, ObjectDetails details, ObjectNode output) {
    for (Map.Entry<String, String> header : details.headers().entrySet()) {
      if (header.getKey().equalsIgnoreCase(member.locationName())) {
        output.set(
            member.name(),
            member.shape() instanceof BooleanShape
                ? JsonNodeFactory.instance.booleanNode(header.getValue().equals("true"))
                : TextNode.valueOf(header.getValue()));
      }
    }
  }

  /** Its ETag as it travels. */
  public static String quoted(StoredObject object) {
    return '"' + object.etag() + '"';
  }

  /** Its storage class. */
  public static String storageClass(ObjectDetails details) {
    return details.headers().getOrDefault(STORAGE_CLASS, STANDARD);
  }

  /** What a call says, over what an object has that is copied without a change. */
  public static ObjectDetails copied(ObjectDetails source, ObjectDetails said) {
    Map<String, String> headers = new LinkedHashMap<>(source.headers());
    headers.keySet().removeIf(name -> name.startsWith(ENCRYPTION) || name.equals(STORAGE_CLASS));
    said.headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith("x-amz-")) {
                headers.put(name, value);
              }
            });
    return new ObjectDetails(headers, source.metadata(), source.tags());
  }
}
