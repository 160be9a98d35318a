package dev.mlsim.services.sagemaker.humanreview;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Human task UIs: what a page holds is shown as a digest and as where it lies (API reference,
 * UiTemplateInfo), never itself.
 */
final class HumanTaskUis {
  /** A note: what the page holds. */
  static final String CONTENT = "content";

  private static final String TOTAL = "Maximum number of A2I human task UIs";
  private static final Quota MOST = Quota.of(TOTAL, 100, InstanceQuotas.exceeded("HumanTaskUis"));
  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private HumanTaskUis() {}

  static void declare(Family family) {
    family
        .resource("HumanTaskUi")
        .lifecycle(
            Lifecycles.lasting(rest("Active"))
                .deleting(stay("Deleting", Duration.ofSeconds(5)), gone()))
        .prepared(HumanTaskUis::prepare)
        .computed("UiTemplate", HumanTaskUis::template)
        .counts(TOTAL, MOST)
        .missing(NOT_FOUND, "Could not find human task UI {arn}.")
        .duplicate(IN_USE, "A human task UI with the name {name} already exists ({arn}).")
        .refused(
            IN_USE, "The human task UI {arn} cannot be deleted while it is in status {status}.")
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what its status refuses")
        .judged(
            "human-task-ui-url",
            "human-task-ui.UiTemplate",
            "The form of the presigned URL; nothing can be read there.")
        .judged(
            "human-task-ui-in-use",
            "DeleteHumanTaskUi",
            "One can be deleted while a flow definition refers to it.");
  }

  private static void prepare(Call call, Draft ui) {
    ui.notes().put(CONTENT, call.text("UiTemplate.Content").orElseThrow());
    ui.attributes().set("UiTemplate", Documents.empty());
  }

  private static Optional<JsonNode> template(Resource ui, World world) {
    String region = world.account().region();
    return Optional.of(
        Documents.empty()
            .put(
                "Url",
                "https://sagemaker-human-task-uis-"
                    + region
                    + ".s3."
                    + region
                    + ".amazonaws.com/"
                    + world.account().id()
                    + "/"
                    + ui.name()
                    + "?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date="
                    + SIGNED.format(world.now())
                    + "&X-Amz-Expires=3600")
            .put("ContentSha256", digest(ui.notes().path(CONTENT).asText())));
  }

  private static String digest(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("mlsim: this JVM has no SHA-256", e);
    }
  }
}
