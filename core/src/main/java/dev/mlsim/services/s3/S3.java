package dev.mlsim.services.s3;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.s3.buckets.BucketOperations;
import dev.mlsim.services.s3.multipart.MultipartOperations;
import dev.mlsim.services.s3.objects.ObjectOperations;
import java.util.List;

/**
 * Amazon S3 (API of 2006-03-01): the objects that jobs read and write, as clients of S3 see them.
 * It has no state of its own.
 */
public final class S3 implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new S3());

  private S3() {}

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public Contract contract() {
    return Contract.load("s3");
  }

  @Override
  public List<String> families() {
    return List.of("objects", "buckets", "multipart");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "objects" -> ObjectOperations.declare(family);
      case "buckets" -> BucketOperations.declare(family);
      case "multipart" -> MultipartOperations.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service
        .validationCode("InvalidArgument")
        .judged(
            "constraint-wording",
            "s3.InvalidArgument",
            "what breaks a constraint of the model is refused in the words of other services")
        .differs(
            "signatures-unchecked",
            "s3",
            "no signature is checked, neither a request's nor a chunk's; a link never expires")
        .differs(
            "refused-features",
            "s3",
            "versions, locks, keys of the caller's, appending, multi-factor deletion, access"
                + " points, Object Lambda and S3 Express are refused as not simulated")
        .differs("accelerated-hosts", "s3", "an accelerate host is served like any other")
        .differs(
            "silent-settings",
            "PutObject.StorageClass",
            "storage class, encryption and access control are accepted, kept where they are shown,"
                + " and have no effect");
  }
}
