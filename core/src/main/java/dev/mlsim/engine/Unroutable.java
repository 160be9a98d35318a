package dev.mlsim.engine;

import dev.mlsim.json.Json;
import dev.mlsim.service.Documents;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Answers a request of a service that nobody simulates, in a form that its client can read. */
final class Unroutable {
  /** Services whose requests don't tell that they speak XML, by the names they are signed for. */
  private static final Set<String> XML =
      Set.of("s3", "s3express", "s3-outposts", "cloudfront", "route53");

  private Unroutable() {}

  /** What is said besides to who asks for what of S3 is not simulated. */
  static String beyond(Signature signature) {
    return signature.service().startsWith("s3")
        ? "; of S3 these are buckets, objects with their metadata, tags and parts, and their lists,"
            + " not versions, access control, policies, locks, lifecycles, notifications, access"
            + " points, S3 Express and the like"
        : "";
  }

  static WireResponse answer(
      WireRequest request, Signature signature, int status, String code, String message) {
    String type = request.header("Content-Type").orElse("");
    if (type.startsWith("application/x-www-form-urlencoded")
        || type.contains("/xml")
        || XML.contains(signature.service())) {
      return xml(signature.service(), status, code, message);
    }
    return new WireResponse(
        status,
        Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code),
        Json.bytes(Documents.empty().put("__type", code).put("message", message)));
  }

  private static WireResponse xml(String service, int status, String code, String message) {
    String escaped = message.replace("&", "&amp;").replace("<", "&lt;");
    String error = "<Error><Code>" + code + "</Code><Message>" + escaped + "</Message></Error>";
    String body =
        service.startsWith("s3")
            ? error
            : service.equals("ec2")
                ? "<Response><Errors>" + error + "</Errors></Response>"
                : "<ErrorResponse>" + error + "</ErrorResponse>";
    return new WireResponse(
        status, Map.of("Content-Type", "text/xml"), body.getBytes(StandardCharsets.UTF_8));
  }
}
