package dev.mlsim.services.s3.vocabulary;

import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.util.List;
import java.util.Map;

/** What a call may ask for that is not simulated: refused, since ignoring it would mislead. */
final class Unsupported {
  private static final Map<String, String> MEMBERS =
      Map.of(
          "VersionId", "versions of objects",
          "SSECustomerKey", "encryption with a key of the caller's",
          "CopySourceSSECustomerKey", "encryption with a key of the caller's",
          "ObjectLockMode", "locks on objects",
          "ObjectLockLegalHoldStatus", "locks on objects",
          "ObjectLockEnabledForBucket", "locks on objects",
          "WriteOffsetBytes", "appending to objects",
          "MFA", "multi-factor deletion",
          "CreateBucketConfiguration.Bucket", "directory buckets (S3 Express)");

  private static final List<String> HARMLESS = List.of("false", "null", "OFF", "");

  private Unsupported() {}

  static void refuse(Call call) {
    for (Map.Entry<String, String> member : MEMBERS.entrySet()) {
      String given = call.at(member.getKey()).map(node -> node.asText("given")).orElse("");
      if (!HARMLESS.contains(given)) {
        throw notSimulated(call, member.getKey(), given, member.getValue());
      }
    }
    String source = call.text("CopySource").orElse("");
    if (source.contains("?versionId=") && !source.endsWith("?versionId=null")) {
      throw notSimulated(call, "CopySource", source, "versions of objects");
    }
    for (String name : List.of(call.text("Bucket").orElse(""), source)) {
      if (name.startsWith("arn:")) {
        throw notSimulated(call, "Bucket", name, "access points and Object Lambda");
      }
    }
    if (call.text("Bucket").filter(name -> name.endsWith("--x-s3")).isPresent()) {
      throw notSimulated(call, "Bucket", call.text("Bucket").get(), "S3 Express");
    }
  }

  private static ServiceError notSimulated(Call call, String member, String given, String what) {
    return new ServiceError(
        "NotSimulated",
        "mlsim: "
            + call.operation().name()
            + " was called with "
            + member
            + " ["
            + given
            + "], and "
            + what
            + (what.startsWith("S3") || what.startsWith("multi") ? " is" : " are")
            + " not simulated; objects are, with their metadata, tags and parts");
  }
}
