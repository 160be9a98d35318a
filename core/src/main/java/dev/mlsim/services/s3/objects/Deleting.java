package dev.mlsim.services.s3.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Conditions;
import dev.mlsim.services.s3.vocabulary.Errors;
import dev.mlsim.services.s3.vocabulary.Place;

/** DeleteObject and DeleteObjects: what isn't there is deleted all the same. */
final class Deleting {
  private static final int MOST = 1000;

  private Deleting() {}

  static void one(Call call, ObjectStore objects, ObjectNode output) {
    Place place = Place.of(call);
    if (call.has("IfMatch")) {
      Conditions.write(call, place, objects);
    }
    objects.remove(place.uri());
  }

  static void many(Call call, ObjectStore objects, ObjectNode output) {
    JsonNode all = call.input().path("Delete").path("Objects");
    if (all.isEmpty() || all.size() > MOST) {
      throw Errors.malformedXml();
    }
    boolean quiet = call.flag("Delete.Quiet");
    String bucket = call.text("Bucket").orElse("");
    for (JsonNode one : all) {
      String key = one.path("Key").asText();
      if (key.isEmpty()) {
        output
            .withArray("/Errors")
            .addObject()
            .put("Key", key)
            .put("Code", "UserKeyMustBeSpecified")
            .put("Message", "The bucket POST must contain a field named 'key'.");
      } else {
        objects.remove(new Place(bucket, key).uri());
        if (!quiet) {
          output.withArray("/Deleted").addObject().put("Key", key);
        }
      }
    }
  }
}
