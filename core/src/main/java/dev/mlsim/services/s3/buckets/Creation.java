package dev.mlsim.services.s3.buckets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.util.Optional;
import java.util.regex.Pattern;

/** CreateBucket. */
final class Creation {
  private static final String FIRST_REGION = "us-east-1";
  private static final Pattern NAME =
      Pattern.compile("(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private Creation() {}

  static void create(Call call, ObjectStore objects, ObjectNode output) {
    String name = call.text("Bucket").orElse("");
    if (!NAME.matcher(name).matches()) {
      throw new ServiceError("InvalidBucketName", "The specified bucket is not valid.")
          .with("BucketName", name);
    }
    String region = call.world().account().region();
    checkConstraint(call.text("CreateBucketConfiguration.LocationConstraint"), region);
    boolean isNew = objects.createBucket(name);
    if (!isNew && !region.equals(FIRST_REGION)) {
      throw new ServiceError(
              "BucketAlreadyOwnedByYou",
              "Your previous request to create the named bucket succeeded and you already own it.")
          .with("BucketName", name);
    }
    output.put("Location", "/" + name);
  }

  private static void checkConstraint(Optional<String> constraint, String region) {
    boolean fits = constraint.map(region::equals).orElse(region.equals(FIRST_REGION));
    if (!fits) {
      throw new ServiceError(
          "IllegalLocationConstraintException",
          "The "
              + constraint.orElse("unspecified")
              + " location constraint is incompatible for the region specific endpoint this request"
              + " was sent to.");
    }
  }
}
