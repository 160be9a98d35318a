package dev.mlsim.services.s3.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.objects.ObjectDetails;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Call;
import dev.mlsim.services.s3.vocabulary.Checksums;
import dev.mlsim.services.s3.vocabulary.Conditions;
import dev.mlsim.services.s3.vocabulary.Details;
import dev.mlsim.services.s3.vocabulary.Place;
import dev.mlsim.services.s3.vocabulary.Tags;

/** PutObject. */
final class Writing {
  private Writing() {}

  static void put(Call call, ObjectStore objects, ObjectNode output) {
    Place place = Place.toWrite(call);
    byte[] content = call.at("Body").map(Json::binary).orElseGet(() -> new byte[0]);
    Checksums.verify(call, content);
    ObjectDetails details = Details.of(call).tags(Tags.inHeader(call));
    Conditions.write(call, place, objects);
    StoredObject object = new StoredObject(place.uri(), content, details, call.now());
    objects.put(object);
    output.put("ETag", Details.quoted(object));
    Checksums.echo(call, output);
    Details.encryption(details, call, output);
  }
}
