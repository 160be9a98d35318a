package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.util.List;
import java.util.Map;

/** What a call may ask for that is not simulated: refused, since ignoring it would mislead. */
final class Unsupported {
  private static final String OWN_KEY = "encryption with a key of the caller's";
  private static final String LOCKS = "locks on objects";
  private static final String VERSION = "VersionId";
  private static final String VERSIONS = "versions of objects";

  private static final List<Map.Entry<String, String>> MEMBERS =
      List.of(
          Map.entry(VERSION, VERSIONS),
          Map.entry("SSECustomerKey", OWN_KEY),
          Map.entry("SSECustomerAlgorithm", OWN_KEY),
          Map.entry("SSECustomerKeyMD5", OWN_KEY),
          Map.entry("CopySourceSSECustomerKey", OWN_KEY),
          Map.entry("CopySourceSSECustomerAlgorithm", OWN_KEY),
          Map.entry("CopySourceSSECustomerKeyMD5", OWN_KEY),
          Map.entry("ObjectLockMode", LOCKS),
          Map.entry("ObjectLockRetainUntilDate", LOCKS),
          Map.entry("ObjectLockLegalHoldStatus", LOCKS),
          Map.entry("ObjectLockEnabledForBucket", LOCKS),
          Map.entry("WriteOffsetBytes", "appending to objects"),
          Map.entry("MFA", "multi-factor deletion"),
          Map.entry("CreateBucketConfiguration.Bucket", "directory buckets (S3 Express)"));

  private static final List<String> HARMLESS = List.of("false", "null", "OFF", "");

  private Unsupported() {}

  static void refuse(Call call) {
    for (Map.Entry<String, String> member : MEMBERS) {
      String given = call.at(member.getKey()).map(node -> node.asText("given")).orElse("");
      if (!HARMLESS.contains(given)) {
        throw notSimulated(call, member.getKey(), given, member.getValue());
      }
    }
    String source = call.text("CopySource").orElse("");
    if (source.contains("?versionId=") && !source.endsWith("?versionId=null")) {
      throw notSimulated(call, "CopySource", source, VERSIONS);
    }
    for (JsonNode one : call.input().path("Delete").path("Objects")) {
      String version = one.path(VERSION).asText();
      if (!HARMLESS.contains(version)) {
        throw notSimulated(call, VERSION, version, VERSIONS);
      }
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
