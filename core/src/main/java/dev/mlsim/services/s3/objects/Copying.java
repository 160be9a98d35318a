package dev.mlsim.services.s3.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.s3.vocabulary.Conditions;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Place;
import dev.mlsim.services.s3.vocabulary.Tags;
import java.util.List;

/** CopyObject. */
final class Copying {
  private static final String REPLACE = "REPLACE";
  private static final List<String> CHANGES =
      List.of("StorageClass", "WebsiteRedirectLocation", "ServerSideEncryption");

  private Copying() {}

  static void copy(Call call, ObjectStore objects, ObjectNode output) {
    Place place = Place.toWrite(call);
    StoredObject source = Place.source(call, objects);
    Conditions.copy(call, source);
    Conditions.write(call, place, objects);
    boolean replaces = isReplaced(call, "MetadataDirective");
    if (source.uri().equals(place.uri()) && !replaces && CHANGES.stream().noneMatch(call::has)) {
      throw new ServiceError(
          "InvalidRequest",
          "This copy request is illegal because it is trying to copy an object to itself without"
              + " changing the object's metadata, storage class, website redirect location or"
              + " encryption attributes.");
    }
    ObjectDetails said = Details.of(call);
    ObjectDetails details =
        (replaces ? said : Details.copied(source.details(), said))
            .tags(
                isReplaced(call, "TaggingDirective")
                    ? Tags.inHeader(call)
                    : source.details().tags());
    StoredObject copy = new StoredObject(place.uri(), source.content(), details, call.now());
    objects.put(copy);
    output
        .putObject("CopyObjectResult")
        .put("ETag", Details.quoted(copy))
        .set("LastModified", Timestamps.of(copy.lastModified()));
    Details.encryption(details, call, output);
  }

  private static boolean isReplaced(Call call, String directive) {
    return call.text(directive).filter(REPLACE::equals).isPresent();
  }
}
