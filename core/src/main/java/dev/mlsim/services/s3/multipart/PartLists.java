package dev.mlsim.services.s3.multipart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Errors;
import dev.mlsim.services.s3.vocabulary.Owners;
import dev.mlsim.services.s3.vocabulary.Place;
import dev.mlsim.services.s3.vocabulary.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** ListParts and ListMultipartUploads. */
final class PartLists {
  private static final long MOST = 1000;

  private PartLists() {}

  static void parts(Call call, ObjectStore objects, ObjectNode output) {
    Place place = Place.of(call);
    MultipartUpload upload = objects.uploads().find(Parts.underWay(call, objects)).orElseThrow();
    int marker = marker(call);
    long most = most(call, "MaxParts");
    output.put("Bucket", place.bucket()).put("Key", place.key()).put("UploadId", upload.id());
    output.put("PartNumberMarker", "" + marker);
    output.put("MaxParts", most);
    Map<Integer, StoredObject> ahead = upload.parts().tailMap(marker, false);
    output.put("IsTruncated", ahead.size() > most);
    int last = marker;
    for (Map.Entry<Integer, StoredObject> part : ahead.entrySet()) {
      if (output.path("Parts").size() == most) {
        break;
      }
      last = part.getKey();
      ObjectNode entry = output.withArray("/Parts").addObject();
      entry.put("PartNumber", last);
      entry.set("LastModified", Timestamps.of(part.getValue().lastModified()));
      entry.put("ETag", Details.quoted(part.getValue()));
      entry.put("Size", part.getValue().content().length);
    }
    if (ahead.size() > most) {
      output.put("NextPartNumberMarker", "" + last);
    }
    Owners.show("Initiator", call, output);
    Owners.show("Owner", call, output);
    output.put("StorageClass", Details.storageClass(upload.details()));
  }

  private static int marker(Call call) {
    String said = call.at("PartNumberMarker").map(node -> node.asText()).orElse("0");
    return said.matches("\\d{1,9}") ? Integer.parseInt(said) : 0;
  }

  private static long most(Call call, String member) {
    return Math.min(call.number(member).orElse(MOST), MOST);
  }

  static void uploads(Call call, ObjectStore objects, ObjectNode output) {
    UnaryOperator<String> encoded = Texts.encoding(call);
    String bucket = call.text("Bucket").orElse("");
    String prefix = call.text("Prefix").orElse("");
    if (call.text("Delimiter").filter(d -> !d.isEmpty()).isPresent()) {
      throw Errors.notSimulated(
          "ListMultipartUploads was called with a Delimiter ["
              + call.text("Delimiter").get()
              + "], which is not simulated; a Prefix is");
    }
    String keyMarker = call.text("KeyMarker").orElse("");
    String idMarker = call.text("UploadIdMarker").orElse("");
    long most = most(call, "MaxUploads");
    List<MultipartUpload> ahead =
        objects.uploads().all().stream()
            .filter(upload -> upload.uri().startsWith("s3://" + bucket + "/" + prefix))
            .filter(upload -> isBehind(upload, bucket, keyMarker, idMarker))
            .sorted(Comparator.comparing(MultipartUpload::uri).thenComparing(MultipartUpload::id))
            .toList();
    output.put("Bucket", bucket).put("KeyMarker", encoded.apply(keyMarker));
    output.put("UploadIdMarker", idMarker).put("Prefix", encoded.apply(prefix));
    output.put("MaxUploads", most).put("IsTruncated", ahead.size() > most);
    call.text("EncodingType").ifPresent(said -> output.put("EncodingType", said));
    for (MultipartUpload upload : ahead.subList(0, (int) Math.min(most, ahead.size()))) {
      String key = key(upload, bucket);
      ObjectNode entry = output.withArray("/Uploads").addObject();
      entry.put("UploadId", upload.id()).put("Key", encoded.apply(key));
      entry.set("Initiated", Timestamps.of(upload.begun()));
      entry.put("StorageClass", Details.storageClass(upload.details()));
      Owners.show("Owner", call, entry);
      Owners.show("Initiator", call, entry);
      if (ahead.size() > most) {
        output.put("NextKeyMarker", encoded.apply(key));
        output.put("NextUploadIdMarker", upload.id());
      }
    }
  }

  private static String key(MultipartUpload upload, String bucket) {
    return upload.uri().substring("s3://".length() + bucket.length() + 1);
  }

  private static boolean isBehind(
      MultipartUpload upload, String bucket, String keyMarker, String idMarker) {
    int order = key(upload, bucket).compareTo(keyMarker);
    return order > 0 || (order == 0 && !idMarker.isEmpty() && upload.id().compareTo(idMarker) > 0);
  }
}
