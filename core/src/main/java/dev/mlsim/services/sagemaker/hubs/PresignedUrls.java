package dev.mlsim.services.sagemaker.hubs;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CreateHubContentPresignedUrls: a URL of each artifact in S3 that the document of a content names.
 * Nobody answers at them.
 */
final class PresignedUrls implements Handler {
  private static final int SIGNATURE = 64;

  @Override
  public ObjectNode answer(Call call) {
    Resource content = HubContents.TYPE.require(call);
    ObjectNode document =
        Documents.parsed(HubContents.text(content, HubContents.DOCUMENT))
            .orElseGet(Documents::empty);
    if (document.has("HostingEulaUri") && !call.flag("AccessConfig.AcceptEula")) {
      throw new ServiceError(
          VALIDATION, "The EULA of " + content.arn() + " must be accepted in AccessConfig.");
    }
    List<ObjectNode> urls = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : document.properties()) {
      String uri = member.getValue().asText();
      if (member.getKey().endsWith("Uri") && uri.startsWith("s3://")) {
        urls.add(signed(call, uri));
      }
    }
    call.text("AccessConfig.ExpectedS3Url")
        .filter(
            expected ->
                document.properties().stream().noneMatch(m -> within(expected, m.getValue())))
        .ifPresent(
            expected -> {
              throw new ServiceError(
                  VALIDATION,
                  "ExpectedS3Url " + expected + " is not that of " + content.arn() + ".");
            });
    return Pages.of(call, urls);
  }

  private static boolean within(String expected, JsonNode uri) {
    return uri.asText().startsWith(expected);
  }

  private static ObjectNode signed(Call call, String uri) {
    String place = uri.substring("s3://".length());
    int slash = place.indexOf('/');
    String bucket = slash < 0 ? place : place.substring(0, slash);
    String key = slash < 0 ? "" : place.substring(slash + 1);
    String region = call.world().account().region();
    return Documents.empty()
        .put(
            "Url",
            "https://"
                + bucket
                + ".s3."
                + region
                + ".amazonaws.com/"
                + key
                + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature="
                + call.world().chance().hex(SIGNATURE))
        .put("LocalPath", "/" + key);
  }

  @Override
  public String kind() {
    return "presign";
  }
}
