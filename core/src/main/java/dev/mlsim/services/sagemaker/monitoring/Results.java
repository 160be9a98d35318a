package dev.mlsim.services.sagemaker.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.MonitoringViolation;
import java.util.List;

/** What a run leaves in S3, under the keys and in the forms of the developer guide. */
final class Results {
  private Results() {}

  /** The folder of a run: by endpoint, schedule and hour. */
  static String folder(Resource run, Definition definition) {
    String endpoint = definition.endpoint();
    return CapturedData.slashed(definition.destination().path("S3Uri").asText())
        + (endpoint.isEmpty() ? "" : endpoint + "/")
        + Executions.schedule(run)
        + "/"
        + Window.folder(JobRequest.scheduled(run))
        + "/";
  }

  static void write(Resource run, Resource job, List<MonitoringViolation> violations, World world) {
    String folder =
        job.attributes()
            .path("ProcessingOutputConfig")
            .path("Outputs")
            .path(0)
            .path("S3Output")
            .path("S3Uri")
            .asText();
    world.write(job, folder + "statistics.json", statistics(run, world));
    if (!violations.isEmpty()) {
      world.write(job, folder + "constraint_violations.json", violations(violations));
    }
  }

  private static String statistics(Resource run, World world) {
    ObjectNode statistics = Documents.empty();
    statistics.put("version", 0.0);
    long records =
        Executions.definition(run, world)
            .map(d -> CapturedData.of(d, Executions.window(run), world))
            .map(objects -> CapturedData.records(objects, world))
            .orElse(0L);
    statistics.putObject("dataset").put("item_count", records);
    statistics.putArray("features");
    return Json.text(statistics);
  }

  private static String violations(List<MonitoringViolation> found) {
    ObjectNode document = Documents.empty();
    ArrayNode violations = document.putArray("violations");
    for (MonitoringViolation violation : found) {
      violations
          .addObject()
          .put("feature_name", violation.feature())
          .put("constraint_check_type", violation.check())
          .put("description", violation.description());
    }
    return Json.text(document);
  }
}
