package dev.mlsim.services.s3.multipart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.json.Json;
import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Checksums;
import dev.mlsim.services.s3.vocabulary.Conditions;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Errors;
import dev.mlsim.services.s3.vocabulary.Place;
import dev.mlsim.services.s3.vocabulary.Tags;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads until they are complete. */
final class Parts {
  private static final int MOST = 10_000;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})");

  private Parts() {}

  static void begin(Call call, ObjectStore objects, ObjectNode output) {
    Place place = Place.toWrite(call);
    ObjectDetails details = Details.of(call).tags(Tags.inHeader(call));
    String id = (call.world().chance().uuid() + call.world().chance().uuid()).replace("-", "");
    objects
        .uploads()
        .begin(new MultipartUpload(id, place.uri(), details, call.now(), new TreeMap<>()));
    output.put("Bucket", place.bucket()).put("Key", place.key()).put("UploadId", id);
    call.at("ChecksumAlgorithm").ifPresent(said -> output.set("ChecksumAlgorithm", said));
    call.at("ChecksumType").ifPresent(said -> output.set("ChecksumType", said));
    Details.encryption(details, call, output);
  }

  static void put(Call call, ObjectStore objects, ObjectNode output) {
    int number = number(call);
    String id = underWay(call, objects);
    byte[] content = call.at("Body").map(Json::binary).orElseGet(() -> new byte[0]);
    Checksums.verify(call, content);
    StoredObject part = part(call, content, Details.of(call));
    objects.uploads().put(id, number, part);
    output.put("ETag", Details.quoted(part));
    Checksums.echo(call, output);
    Details.encryption(part.details(), call, output);
  }

  static void copy(Call call, ObjectStore objects, ObjectNode output) {
    int number = number(call);
    String id = underWay(call, objects);
    StoredObject source = Place.source(call, objects);
    Conditions.copy(call, source);
    StoredObject part = part(call, range(call, source), ObjectDetails.none());
    objects.uploads().put(id, number, part);
    output
        .putObject("CopyPartResult")
        .put("ETag", Details.quoted(part))
        .set("LastModified", Timestamps.of(part.lastModified()));
    Details.encryption(part.details(), call, output);
  }

  private static byte[] range(Call call, StoredObject source) {
    String said = call.text("CopySourceRange").orElse("");
    if (said.isEmpty()) {
      return source.content();
    }
    Matcher range = RANGE.matcher(said);
    if (!range.matches()) {
      throw Errors.invalidArgument(
          "x-amz-copy-source-range",
          said,
          "The x-amz-copy-source-range value must be of the form bytes=first-last where first and"
              + " last are the zero-based offsets of the first and last bytes to copy");
    }
    long from = Long.parseLong(range.group(1));
    long to = Long.parseLong(range.group(2));
    int size = source.content().length;
    if (from > to || to >= size) {
      throw Errors.invalidArgument(
          "x-amz-copy-source-range",
          said,
          "Range specified is not valid for source object of size: " + size);
    }
    return Arrays.copyOfRange(source.content(), (int) from, (int) to + 1);
  }

  private static StoredObject part(Call call, byte[] content, ObjectDetails details) {
    return new StoredObject(Place.of(call).uri(), content, details, call.now());
  }

  private static int number(Call call) {
    long number = call.number("PartNumber").orElse(0L);
    if (number < 1 || number > MOST) {
      throw Errors.invalidArgument(
          "partNumber",
          "" + number,
          "Part number must be an integer between 1 and " + MOST + ", inclusive");
    }
    return (int) number;
  }

  /** The id of the upload that a call is about. */
  static String underWay(Call call, ObjectStore objects) {
    String id = call.text("UploadId").orElse("");
    if (!objects.uploads().isUnderWay(id, Place.of(call).uri())) {
      throw Errors.noSuchUpload(id);
    }
    return id;
  }

  static void abort(Call call, ObjectStore objects, ObjectNode output) {
    objects.uploads().end(underWay(call, objects));
  }
}
