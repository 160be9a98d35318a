package dev.mlsim.services.sagemaker.aibenchmark;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.LogStream;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Measurements of an endpoint under a workload (API reference, CreateAIBenchmarkJob; developer
 * guide, "Benchmark an endpoint").
 */
final class BenchmarkJobs {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", VALIDATION);
  private static final TypeRef COMPONENT = TypeRef.to("inference-component", VALIDATION);
  private static final String TARGET = "BenchmarkTarget.Endpoint";
  private static final String COMPONENTS = TARGET + ".InferenceComponents";
  private static final String RUNNING = "InProgress/Running";
  private static final String LOGS = "/aws/sagemaker/AIBenchmarkJobs";

  private BenchmarkJobs() {}

  static void declare(Family family) {
    family
        .resource("AIBenchmarkJob")
        .titled("AI benchmark job")
        .lifecycle(
            Lifecycles.job(
                    stay("InProgress/Starting", ofMinutes(1), "Starting the job"),
                    stay(RUNNING, ofMinutes(10), "Running the benchmark"),
                    rest("Completed"))
                .failing("Failed")
                .stopping(stay("Stopping", ofSeconds(30)), rest("Stopped"))
                .deletable())
        .requires(
            Precondition.unless(
                call -> call.has(TARGET),
                "an endpoint is measured",
                VALIDATION,
                "BenchmarkTarget must have an Endpoint."))
        .thenRequires(
            OWN_ROLE,
            WorkloadConfigs.EXISTS,
            new Precondition(
                "the endpoint and the inference components exist",
                NOT_FOUND,
                BenchmarkJobs::requireTarget),
            Precondition.of("the endpoint serves", VALIDATION, BenchmarkJobs::idle))
        .durations(BenchmarkJobs::durations)
        .computed("OutputConfig", BenchmarkJobs::output)
        .computed("AIWorkloadConfigName", (job, world) -> Values.text(WorkloadConfigs.name(job)))
        .entering("Completed", BenchmarkOutput::write)
        .logs(BenchmarkJobs::logs)
        .missing(NOT_FOUND, "Could not find AI benchmark job {name}.")
        .duplicate(IN_USE, "An AI benchmark job with the name {name} already exists ({arn}).")
        .refused(VALIDATION, "The request was rejected because the {title} is in status {status}.")
        .refused(
            "delete",
            VALIDATION,
            "The {title} {name} must be in a terminal state to be deleted; it is in status"
                + " {status}.")
        .judgedTimes()
        .judgedWords("not found", "duplicate", "what its status refuses")
        .judged(
            "ai-benchmark-course",
            "ai-benchmark-job",
            "A job starts for a minute and then takes what benchmark_duration of its workload says,"
                + " 10 minutes without; its endpoint has to be InService when it is made, and a job"
                + " of an endpoint without a model that names no inference component fails.")
        .judged(
            "ai-benchmark-logs",
            "ai-benchmark-job.OutputConfig",
            "The group is "
                + LOGS
                + ", and there is one stream from when the job works, with a line for each phase.")
        .differs(
            "ai-benchmark-figures",
            "ai-benchmark-job.OutputConfig",
            "output.tar.gz holds profile_export.jsonl, inputs.json and outputs.json of up to 1,000"
                + " requests, whose figures come from the seed: the endpoint isn't called, nothing"
                + " is billed, and MLflow isn't written to.");
  }

  private static void requireTarget(Call call) {
    String endpoint = call.text(TARGET + ".Identifier").orElse("");
    require(call, ENDPOINT, endpoint);
    Lists.texts(call.at(COMPONENTS).orElseGet(Documents::empty), "Identifier")
        .forEach(name -> requirePart(call, name, Arns.name(endpoint)));
  }

  private static void requirePart(Call call, String name, String endpoint) {
    Resource part = require(call, COMPONENT, name);
    if (!part.attributes().path("EndpointName").asText().equals(endpoint)) {
      throw missing(COMPONENT, name + " of endpoint " + endpoint);
    }
  }

  private static Resource require(Call call, TypeRef type, String name) {
    return call.world().registry().find(type, name).orElseThrow(() -> missing(type, name));
  }

  private static ServiceError missing(TypeRef type, String name) {
    return new ServiceError(NOT_FOUND, "Could not find " + type.title() + " " + name + ".");
  }

  private static Optional<Resource> endpoint(String identifier, World world) {
    return world.registry().find(ENDPOINT, identifier);
  }

  private static Optional<String> idle(Call call) {
    return call.text(TARGET + ".Identifier")
        .flatMap(name -> endpoint(name, call.world()))
        .filter(endpoint -> !endpoint.is("InService"))
        .map(
            endpoint ->
                "Endpoint "
                    + endpoint.name()
                    + " must be InService to be benchmarked; it is in status "
                    + endpoint.state().status()
                    + ".");
  }

  private static Plan durations(Resource job, Plan plan, World world) {
    if (!plan.passes("Running")) {
      return plan;
    }
    long seconds = WorkloadConfigs.parameters(job, world).path("benchmark_duration").asLong();
    Plan own =
        seconds > 0 ? plan.taking("Running", Duration.ofSeconds(Math.min(seconds, 86_400))) : plan;
    return noModel(job, world)
        .map(reason -> own.shortened("Running", 0.1).meeting("Running", FAIL, reason))
        .orElse(own);
  }

  private static Optional<String> noModel(Resource job, World world) {
    if (Documents.at(job.attributes(), COMPONENTS).filter(all -> !all.isEmpty()).isPresent()) {
      return Optional.empty();
    }
    return Documents.at(job.attributes(), TARGET + ".Identifier")
        .flatMap(name -> endpoint(name.asText(), world))
        .filter(
            endpoint ->
                Lists.of(endpoint.notes().path("config").path("ProductionVariants"))
                    .noneMatch(variant -> variant.has("ModelName")))
        .map(
            endpoint ->
                "ClientError: No model is deployed directly on the endpoint "
                    + endpoint.name()
                    + ". Specify InferenceComponents in the benchmark target.");
  }

  private static Optional<JsonNode> output(Resource job, World world) {
    ObjectNode output = ((ObjectNode) job.attributes().get("OutputConfig")).deepCopy();
    if (job.entered("Running").isPresent()) {
      output
          .putArray("CloudWatchLogs")
          .addObject()
          .put("LogGroupArn", world.account().arn("logs", "log-group:" + LOGS))
          .put("LogStreamName", stream(job));
    }
    return Optional.of(output);
  }

  private static String stream(Resource job) {
    return job.name() + "/benchmark-" + job.created().getEpochSecond();
  }

  private static List<LogStream> logs(Resource job, World world) {
    Optional<Instant> began = job.entered("Running");
    return began
        .map(at -> List.of(new LogStream(LOGS, stream(job), at, () -> lines(job, at))))
        .orElse(List.of());
  }

  private static List<LogStream.Line> lines(Resource job, Instant began) {
    LogStream.Line first =
        new LogStream.Line(
            began,
            "mlsim: AIPerf measures the endpoint "
                + Arns.name(job.attributes().at("/BenchmarkTarget/Endpoint/Identifier").asText())
                + " (its output is not simulated)");
    if (!job.lifecycle().rests(job.state())) {
      return List.of(first);
    }
    String end = job.reason().isEmpty() ? "mlsim: " + job.state().status() : job.reason();
    return List.of(first, new LogStream.Line(job.lastTransition().at(), end));
  }
}
