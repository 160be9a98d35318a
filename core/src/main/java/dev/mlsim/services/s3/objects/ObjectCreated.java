package dev.mlsim.services.s3.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.StoredObject;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.Family;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import java.util.Locale;

/**
 * The event that S3 sends of an object in a bucket whose switch for EventBridge is on (user guide
 * of S3, "EventBridge event message structure"). Of a copy it isn't known that it is one: its
 * reason is that of a Put.
 */
final class ObjectCreated {
  private static final String VERSION = "0";

  private static final ResourceType TYPE =
      ResourceType.named("s3:object")
          .emits(Emission.ofExistence("Object Created", ObjectCreated::detail).from("aws.s3"))
          .build();

  private ObjectCreated() {}

  static void declare(Family family) {
    family.objectEvents(TYPE, ObjectCreated::about);
  }

  /** The bucket, as it is named in an event. */
  private static Resource about(StoredObject object) {
    ObjectNode detail = Documents.empty();
    detail.putObject("bucket").put("name", object.bucket());
    detail
        .putObject("object")
        .put("key", object.key())
        .put("size", object.content().length)
        .put("etag", object.etag());
    detail.put("reason", object.etag().contains("-") ? "CompleteMultipartUpload" : "PutObject");
    return new Resource(
        TYPE.name(),
        object.uri(),
        object.uri(),
        "arn:aws:s3:::" + object.bucket(),
        Lifecycle.STATELESS,
        detail,
        object.lastModified());
  }

  private static ObjectNode detail(ResourceType type, Resource object, World world) {
    ObjectNode known = object.attributes();
    SeededRandom ids = new SeededRandom(object.key().hashCode() ^ object.created().toEpochMilli());
    ObjectNode detail = Documents.empty();
    detail.put("version", VERSION);
    detail.set("bucket", known.get("bucket"));
    ObjectNode shown = known.withObject("/object").deepCopy();
    shown.put("sequencer", ids.hex(18).toUpperCase(Locale.ROOT));
    detail.set("object", shown);
    detail.put("request-id", ids.hex(16).toUpperCase(Locale.ROOT));
    detail.put("requester", world.account().id());
    detail.put("source-ip-address", "127.0.0.1");
    detail.set("reason", known.get("reason"));
    return detail;
  }
}
