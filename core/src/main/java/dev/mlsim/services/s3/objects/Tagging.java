package dev.mlsim.services.s3.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Place;
import dev.mlsim.services.s3.vocabulary.Tags;
import java.util.Map;

/** The tags of an object; with other tags it is the same object of the same time. */
final class Tagging {
  private Tagging() {}

  static void put(Call call, ObjectStore objects, ObjectNode output) {
    tag(call, objects, Tags.inBody(call));
  }

  static void get(Call call, ObjectStore objects, ObjectNode output) {
    Tags.show(Place.of(call).find(objects).details().tags(), output);
  }

  static void delete(Call call, ObjectStore objects, ObjectNode output) {
    tag(call, objects, Map.of());
  }

  private static void tag(Call call, ObjectStore objects, Map<String, String> tags) {
    Place place = Place.of(call);
    place.find(objects);
    objects.tag(place.uri(), tags);
  }
}
