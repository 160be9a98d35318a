package dev.mlsim.services.sagemakera2iruntime.loops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a human loop leaves in S3 ("Use Amazon Augmented AI Output Data", custom task types). */
final class OutputDocument {
  /** A note of the loop: where it lies. */
  static final String AT = "outputLocation";

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/mm/ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private OutputDocument() {}

  static String location(Resource loop, String folder, String flow) {
    return folder.replaceFirst("/+$", "")
        + "/"
        + flow
        + "/"
        + FOLDER.format(loop.created())
        + "/"
        + loop.name()
        + "/output.json";
  }

  static String of(Resource loop, JsonNode answers, Instant now) {
    ObjectNode output = Documents.empty();
    output.set("flowDefinitionArn", loop.attributes().path("FlowDefinitionArn"));
    ArrayNode human = output.putArray("humanAnswers");
    for (JsonNode answer : answers) {
      ObjectNode one = human.addObject();
      one.put("acceptanceTime", loop.created().toString());
      one.set("answerContent", answer.path("content"));
      one.put("submissionTime", now.toString());
      one.put("timeSpentInSeconds", Duration.between(loop.created(), now).toMillis() / 1000.0);
      one.set("workerId", answer.path("worker"));
    }
    output.put("humanLoopName", loop.name());
    String input = loop.attributes().at("/HumanLoopInput/InputContent").asText();
    output.set("inputContent", Documents.parsed(input).orElse(Documents.empty()));
    return Json.text(output);
  }
}
