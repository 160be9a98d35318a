package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What an endpoint captures of its traffic, as the developer guide has it ("Capture data from
 * real-time endpoint"): a line of JSON for a call, under a key by endpoint, variant and hour.
 */
final class DataCapture {
  private static final int ALL = 100;
  private static final DateTimeFormatter KEY =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/mm-ss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DataCapture() {}

  /** Captures a call that was answered, as far as the configuration in service says. */
  static void of(Served served, Invocation call, Inference answer, World world) {
    JsonNode config = served.endpoint().notes().path("config").path("DataCaptureConfig");
    if (config.path("EnableCapture").asBoolean() && isSampled(config, world)) {
      write(served, call, answer, config, world);
    }
  }

  private static boolean isSampled(JsonNode config, World world) {
    int percentage = config.path("InitialSamplingPercentage").asInt();
    return percentage >= ALL || (percentage > 0 && world.chance().below(ALL) < percentage);
  }

  private static void write(
      Served served, Invocation call, Inference answer, JsonNode config, World world) {
    String event = world.chance().uuid();
    ObjectNode line = Documents.empty();
    ObjectNode captured = line.putObject("captureData");
    if (captures(config, "Input")) {
      captured.set("endpointInput", side("INPUT", call.contentType(), call.body(), config));
    }
    if (captures(config, "Output")) {
      captured.set(
          "endpointOutput",
          side("OUTPUT", Optional.of(answer.contentType()), answer.body(), config));
    }
    ObjectNode metadata = line.putObject("eventMetadata").put("eventId", event);
    call.customAttributes().ifPresent(text -> metadata.putArray("customAttributes").add(text));
    call.inferenceId().ifPresent(id -> metadata.put("inferenceId", id));
    metadata.put("inferenceTime", world.now().truncatedTo(ChronoUnit.SECONDS).toString());
    line.put("eventVersion", "0");
    String folder = config.path("DestinationS3Uri").asText();
    world.write(
        served.endpoint(),
        S3Folder.of(folder)
            + call.endpoint()
            + "/"
            + call.variant()
            + "/"
            + KEY.format(world.now())
            + "-"
            + event
            + ".jsonl",
        Json.text(line) + "\n");
  }

  private static boolean captures(JsonNode config, String side) {
    for (JsonNode option : config.path("CaptureOptions")) {
      if (option.path("CaptureMode").asText().contains(side)) {
        return true;
      }
    }
    return false;
  }

  private static ObjectNode side(String mode, Optional<String> type, byte[] body, JsonNode config) {
    ObjectNode side = Documents.empty();
    type.ifPresent(text -> side.put("observedContentType", text));
    String encoding = encoding(type.orElse(""), config.path("CaptureContentTypeHeader"));
    return side.put("mode", mode)
        .put(
            "data",
            encoding.equals("BASE64")
                ? Base64.getEncoder().encodeToString(body)
                : new String(body, StandardCharsets.UTF_8))
        .put("encoding", encoding);
  }

  private static String encoding(String type, JsonNode asText) {
    if (names(asText.path("CsvContentTypes"), type)) {
      return "CSV";
    }
    return names(asText.path("JsonContentTypes"), type) ? "JSON" : "BASE64";
  }

  private static boolean names(JsonNode types, String type) {
    for (JsonNode one : types) {
      if (one.asText().equalsIgnoreCase(type)) {
        return true;
      }
    }
    return false;
  }
}
