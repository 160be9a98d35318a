package dev.mlsim.services.s3.buckets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Errors;
import dev.mlsim.services.s3.vocabulary.Owners;
import dev.mlsim.services.s3.vocabulary.Texts;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** ListObjects in its two versions. */
final class ObjectLists {
  private static final long MOST = 1000;

  private ObjectLists() {}

  static void second(Call call, ObjectStore objects, ObjectNode output) {
    UnaryOperator<String> encoded = Texts.encoding(call);
    Optional<String> token = call.text("ContinuationToken");
    String start = token.map(Texts::fromToken).orElse(call.text("StartAfter").orElse(""));
    ObjectPage page = page(call, start, objects);
    head(call, encoded, page, output);
    token.ifPresent(said -> output.put("ContinuationToken", said));
    call.text("StartAfter").ifPresent(said -> output.put("StartAfter", encoded.apply(said)));
    output.put("KeyCount", page.count());
    page.next().ifPresent(last -> output.put("NextContinuationToken", Texts.token(last)));
    entries(call, encoded, page, call.flag("FetchOwner"), output);
  }

  static void first(Call call, ObjectStore objects, ObjectNode output) {
    UnaryOperator<String> encoded = Texts.encoding(call);
    String marker = call.text("Marker").orElse("");
    ObjectPage page = page(call, marker, objects);
    head(call, encoded, page, output);
    output.put("Marker", encoded.apply(marker));
    if (call.text("Delimiter").filter(d -> !d.isEmpty()).isPresent()) {
      page.next().ifPresent(last -> output.put("NextMarker", encoded.apply(last)));
    }
    entries(call, encoded, page, true, output);
  }

  private static ObjectPage page(Call call, String start, ObjectStore objects) {
    long most = call.number("MaxKeys").orElse(MOST);
    if (most < 0) {
      throw Errors.invalidArgument(
          "maxKeys", "" + most, "Argument maxKeys must be an integer between 0 and 2147483647");
    }
    return ObjectPage.of(
        objects,
        call.text("Bucket").orElse(""),
        call.text("Prefix").orElse(""),
        call.text("Delimiter").orElse(""),
        start,
        (int) Math.min(most, MOST));
  }

  private static void head(
      Call call, UnaryOperator<String> encoded, ObjectPage page, ObjectNode output) {
    output.put("Name", call.text("Bucket").orElse(""));
    output.put("Prefix", encoded.apply(call.text("Prefix").orElse("")));
    output.put("MaxKeys", Math.min(call.number("MaxKeys").orElse(MOST), MOST));
    call.text("Delimiter")
        .filter(d -> !d.isEmpty())
        .ifPresent(said -> output.put("Delimiter", encoded.apply(said)));
    call.text("EncodingType").ifPresent(said -> output.put("EncodingType", said));
    output.put("IsTruncated", page.next().isPresent());
  }

  private static void entries(
      Call call,
      UnaryOperator<String> encoded,
      ObjectPage page,
      boolean withOwner,
      ObjectNode output) {
    for (StoredObject object : page.objects()) {
      ObjectNode entry = output.withArray("/Contents").addObject();
      entry.put("Key", encoded.apply(object.key()));
      entry.set("LastModified", Timestamps.of(object.lastModified()));
      entry.put("ETag", Details.quoted(object));
      entry.put("Size", object.content().length);
      if (withOwner) {
        Owners.show("Owner", call, entry);
      }
      entry.put("StorageClass", Details.storageClass(object.details()));
    }
    for (String prefix : page.prefixes()) {
      output.withArray("/CommonPrefixes").addObject().put("Prefix", encoded.apply(prefix));
    }
  }
}
