package dev.mlsim.services.sagemaker.aibenchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a benchmark leaves in S3: an archive with a record of each request in the form of AIPerf's
 * {@code profile_export.jsonl}, and the requests and answers.
 */
final class BenchmarkOutput {
  private static final int USUAL_REQUESTS = 100;
  private static final int MOST_REQUESTS = 1_000;
  private static final long NANOS = 1_000_000L;
  private static final String LENGTH = "tokens";

  private BenchmarkOutput() {}

  static void write(Resource job, World world) {
    String folder = job.attributes().at("/OutputConfig/S3OutputLocation").asText();
    ObjectNode workload = WorkloadConfigs.parameters(job, world);
    int requests =
        Math.max(1, Math.min(MOST_REQUESTS, workload.path("request_count").asInt(USUAL_REQUESTS)));
    long began = job.entered("Running").orElse(job.created()).toEpochMilli() * NANOS;
    SeededRandom chance = world.chance();
    StringBuilder records = new StringBuilder();
    ArrayNode inputs = Documents.empty().putArray("data");
    ArrayNode outputs = Documents.empty().putArray("data");
    for (int number = 0; number < requests; number++) {
      String id = chance.uuid();
      ObjectNode one = record(number, id, began, workload, chance);
      began = one.at("/metadata/request_end_ns").asLong();
      records.append(one).append('\n');
      inputs.addObject().put("session_id", id).putArray("payloads");
      outputs.addObject().put("session_id", id).putArray("responses");
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("profile_export.jsonl", records.toString());
    files.put("inputs.json", data(inputs));
    files.put("outputs.json", data(outputs));
    world.write(
        job,
        folder + (folder.endsWith("/") ? "" : "/") + "output.tar.gz",
        Archive.of(files, job.created()));
  }

  private static String data(ArrayNode list) {
    ObjectNode document = Documents.empty();
    document.set("data", list);
    return Json.text(document);
  }

  private static ObjectNode record(
      int number, String id, long began, ObjectNode workload, SeededRandom chance) {
    int in = workload.path("prompt_input_tokens_mean").asInt(550);
    int out = Math.max(1, workload.path("output_tokens_mean").asInt(128));
    double first = 50 + 200 * chance.fraction();
    double between = 8 + 8 * chance.fraction();
    double latency = first + between * (out - 1);
    ObjectNode record = Documents.empty();
    record
        .putObject("metadata")
        .put("session_num", number)
        .put("x_request_id", id)
        .put("turn_index", 0)
        .put("request_start_ns", began)
        .put("request_end_ns", began + (long) (latency * NANOS))
        .put("benchmark_phase", "profiling")
        .put("was_cancelled", false);
    ObjectNode metrics = record.putObject("metrics");
    metric(metrics, "input_sequence_length", in, LENGTH);
    metric(metrics, "output_sequence_length", out, LENGTH);
    if (workload.path("streaming").asBoolean(true)) {
      metric(metrics, "time_to_first_token", first, "ms");
      metric(metrics, "inter_token_latency", between, "ms");
      metric(metrics, "output_token_throughput_per_user", 1_000 / between, "tokens/sec/user");
    }
    metric(metrics, "request_latency", latency, "ms");
    record.putNull("error");
    return record;
  }

  private static void metric(ObjectNode metrics, String name, double value, String unit) {
    metrics.putObject(name).put("value", value).put("unit", unit);
  }
}
