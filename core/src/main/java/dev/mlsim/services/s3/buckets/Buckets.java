package dev.mlsim.services.s3.buckets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.objects.Bucket;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.s3.vocabulary.Owners;
import dev.mlsim.services.s3.vocabulary.Texts;

/** What there is to know of buckets. */
final class Buckets {
  private static final String FIRST_REGION = "us-east-1";
  private static final long MOST = 10_000;

  private Buckets() {}

  static void head(Call call, ObjectStore objects, ObjectNode output) {
    output.put("BucketRegion", call.world().account().region());
    output.put("AccessPointAlias", false);
  }

  /** The first region is said by saying nothing. */
  static void location(Call call, ObjectStore objects, ObjectNode output) {
    String region = call.world().account().region();
    output.put("LocationConstraint", region.equals(FIRST_REGION) ? "" : region);
  }

  static void list(Call call, ObjectStore objects, ObjectNode output) {
    String prefix = call.text("Prefix").orElse("");
    String after = call.text("ContinuationToken").map(Texts::fromToken).orElse("");
    long most = call.number("MaxBuckets").orElse(MOST);
    Owners.show("Owner", call, output);
    output.putArray("Buckets");
    String last = "";
    for (Bucket bucket : objects.buckets()) {
      if (bucket.name().startsWith(prefix) && bucket.name().compareTo(after) > 0) {
        if (output.path("Buckets").size() == most) {
          output.put("ContinuationToken", Texts.token(last));
          break;
        }
        last = bucket.name();
        output
            .withArray("/Buckets")
            .addObject()
            .put("Name", last)
            .set("CreationDate", Timestamps.of(bucket.created()));
      }
    }
    call.text("Prefix").ifPresent(said -> output.put("Prefix", said));
  }

  static void delete(Call call, ObjectStore objects, ObjectNode output) {
    String name = call.text("Bucket").orElse("");
    String place = "s3://" + name + "/";
    if (objects.next(place, place).isPresent()) {
      throw new ServiceError("BucketNotEmpty", "The bucket you tried to delete is not empty")
          .with("BucketName", name);
    }
    objects.deleteBucket(name);
  }
}
