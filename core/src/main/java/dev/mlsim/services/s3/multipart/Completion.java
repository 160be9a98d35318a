package dev.mlsim.services.s3.multipart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.s3.vocabulary.Checksums;
import dev.mlsim.services.s3.vocabulary.Conditions;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Errors;
import dev.mlsim.services.s3.vocabulary.Place;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** CompleteMultipartUpload: the parts that are named become the object. */
final class Completion {
  private static final int LEAST = 5 * 1024 * 1024;

  private Completion() {}

  static void complete(Call call, ObjectStore objects, ObjectNode output) {
    Place place = Place.of(call);
    MultipartUpload upload = objects.uploads().find(Parts.underWay(call, objects)).orElseThrow();
    List<StoredObject> parts = named(call, upload);
    byte[] content = joined(parts);
    call.number("MpuObjectSize")
        .filter(said -> said != content.length)
        .ifPresent(
            said -> {
              throw new ServiceError(
                  "InvalidRequest",
                  "The provided 'x-amz-mp-object-size' header value "
                      + said
                      + " does not match what was computed: "
                      + content.length);
            });
    Conditions.write(call, place, objects);
    ObjectDetails details = upload.details();
    StoredObject object =
        new StoredObject(place.uri(), content, details, call.now()).withEtag(etag(parts));
    objects.uploads().end(upload.id());
    objects.put(object);
    output.put(
        "Location",
        "https://"
            + place.bucket()
            + ".s3."
            + call.world().account().region()
            + ".amazonaws.com/"
            + place.key());
    output.put("Bucket", place.bucket()).put("Key", place.key());
    output.put("ETag", Details.quoted(object));
    Details.encryption(details, call, output);
  }

  private static List<StoredObject> named(Call call, MultipartUpload upload) {
    JsonNode named = call.input().path("MultipartUpload").path("Parts");
    if (named.isEmpty()) {
      throw Errors.malformedXml();
    }
    List<StoredObject> parts = new ArrayList<>();
    int before = 0;
    for (JsonNode one : named) {
      int number = one.path("PartNumber").asInt();
      if (number <= before) {
        throw new ServiceError(
            "InvalidPartOrder",
            "The list of parts was not in ascending order. The parts list must be specified in"
                + " order by part number.");
      }
      before = number;
      parts.add(part(one, number, upload));
    }
    for (int i = 0; i < parts.size() - 1; i++) {
      checkSize(parts.get(i), named.get(i));
    }
    return parts;
  }

  private static StoredObject part(JsonNode one, int number, MultipartUpload upload) {
    String etag = one.path("ETag").asText().replace("\"", "");
    return Optional.ofNullable(upload.parts().get(number))
        .filter(part -> part.etag().equals(etag))
        .orElseThrow(
            () ->
                new ServiceError(
                        "InvalidPart",
                        "One or more of the specified parts could not be found.  The part may not"
                            + " have been uploaded, or the specified entity tag may not match the"
                            + " part's entity tag.")
                    .with("UploadId", upload.id())
                    .with("PartNumber", "" + number)
                    .with("ETag", etag));
  }

  private static void checkSize(StoredObject part, JsonNode named) {
    if (part.content().length < LEAST) {
      throw new ServiceError(
              "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
          .with("ProposedSize", "" + part.content().length)
          .with("MinSizeAllowed", "" + LEAST)
          .with("PartNumber", named.path("PartNumber").asText())
          .with("ETag", part.etag());
    }
  }

  private static byte[] joined(List<StoredObject> parts) {
    long length = parts.stream().mapToLong(part -> part.content().length).sum();
    if (length > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "mlsim: an object is bounded at " + Integer.MAX_VALUE + " bytes, this has " + length);
    }
    byte[] all = new byte[(int) length];
    int at = 0;
    for (StoredObject part : parts) {
      System.arraycopy(part.content(), 0, all, at, part.content().length);
      at += part.content().length;
    }
    return all;
  }

  /** The MD5 of the MD5s, and how many they are. */
  private static String etag(List<StoredObject> parts) {
    ByteArrayOutputStream sums = new ByteArrayOutputStream();
    parts.forEach(part -> sums.writeBytes(HexFormat.of().parseHex(part.etag())));
    return HexFormat.of().formatHex(Checksums.digest("MD5", sums.toByteArray()))
        + "-"
        + parts.size();
  }
}
