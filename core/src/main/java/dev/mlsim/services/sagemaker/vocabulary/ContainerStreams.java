package dev.mlsim.services.sagemaker.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.LogStream;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.JobRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The streams that containers write, in the groups and under the names of the developer guide ("Log
 * groups and streams that Amazon SageMaker AI sends to Amazon CloudWatch Logs"). What the test
 * gives is printed by the first instance, evenly over its work; a container that the test says
 * nothing of prints a line that says so. One that has failed says last why.
 */
public final class ContainerStreams {
  private static final String GROUPS = "/aws/sagemaker/";
  private static final int INSTANCE_DIGITS = 17;

  private ContainerStreams() {}

  /** The streams of a training job: one for each instance, once its container runs. */
  public static List<LogStream> ofTraining(Resource job, World world) {
    long instances =
        InstanceQuotas.instancesIn(job.attributes().path("ResourceConfig")).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    return Worked.of(job, "Training", world)
        .map(worked -> hosts(job, "TrainingJobs", instances, worked, world))
        .orElse(List.of());
  }

  /** The streams of a processing job. */
  public static List<LogStream> ofProcessing(Resource job, World world) {
    long instances =
        Math.max(1, ProcessingInstances.of(job.attributes()).path("InstanceCount").asLong());
    return ran(job, world)
        .map(worked -> hosts(job, "ProcessingJobs", instances, worked, world))
        .orElse(List.of());
  }

  /** The streams of a transform job, the data log beside each. */
  public static List<LogStream> ofTransform(Resource job, World world) {
    return ran(job, world)
        .map(
            worked -> {
              String stream =
                  job.name() + "/" + instance(job, 1) + "-" + worked.began().getEpochSecond();
              String group = GROUPS + "TransformJobs";
              return List.of(
                  new LogStream(
                      group, stream, worked.began(), () -> printed(job, worked, true, world)),
                  new LogStream(group, stream + "/data-log", worked.began(), List::of));
            })
        .orElse(List.of());
  }

  /** The streams of an endpoint: one for each variant, from when it is launched. */
  public static List<LogStream> ofEndpoint(Resource endpoint, World world) {
    List<LogStream> streams = new ArrayList<>();
    JsonNode variants = endpoint.notes().path("config").path("ProductionVariants");
    int number = 0;
    for (JsonNode variant : variants) {
      number++;
      int own = number;
      streams.add(
          new LogStream(
              GROUPS + "Endpoints/" + endpoint.name(),
              variant.path("VariantName").asText() + "/" + instance(endpoint, own),
              endpoint.created(),
              () -> served(endpoint, world)));
    }
    return streams;
  }

  /** A job without phases has run from when its container started. */
  private static Optional<Worked> ran(Resource job, World world) {
    Optional<Instant> began = Jobs.start(job);
    if (began.isEmpty()) {
      return Optional.empty();
    }
    Instant end = Jobs.end(job).orElse(world.now());
    Duration worked = Duration.between(began.get(), end);
    Duration left = job.is("InProgress") ? world.ahead(job).stayIn("InProgress") : Duration.ZERO;
    return Optional.of(new Worked(began.get(), worked.plus(left), worked));
  }

  private static List<LogStream> hosts(
      Resource job, String group, long instances, Worked worked, World world) {
    List<LogStream> streams = new ArrayList<>();
    for (long i = 1; i <= instances; i++) {
      boolean first = i == 1;
      streams.add(
          new LogStream(
              GROUPS + group,
              job.name() + "/algo-" + i + "-" + worked.began().getEpochSecond(),
              worked.began(),
              () -> printed(job, worked, first, world)));
    }
    return streams;
  }

  /** An id that is the same in each run of a seed. */
  private static String instance(Resource resource, int number) {
    long seed = resource.arn().hashCode() * 31L + resource.created().toEpochMilli() + number;
    return "i-" + new SeededRandom(seed).hex(INSTANCE_DIGITS);
  }

  private static Optional<List<String>> given(Resource resource, World world) {
    JobRun run = new JobRun(resource.type(), resource.name(), resource.attributes());
    return world.told(ContainerLogs.class).flatMap(logs -> logs.lines(run));
  }

  private static List<LogStream.Line> printed(
      Resource job, Worked worked, boolean first, World world) {
    List<LogStream.Line> lines = new ArrayList<>();
    Optional<List<String>> given = first ? given(job, world) : Optional.of(List.of());
    if (given.isPresent()) {
      List<String> texts = given.get();
      for (int i = 0; i < texts.size(); i++) {
        double part = (i + 1.0) / texts.size();
        if (part <= worked.part()) {
          lines.add(new LogStream.Line(worked.at(part), shown(texts.get(i))));
        }
      }
    } else {
      lines.add(new LogStream.Line(worked.began(), usual(job)));
      metrics(job).forEach((metric, text) -> lines.add(new LogStream.Line(end(job, worked), text)));
    }
    if (first && !job.reason().isEmpty()) {
      lines.add(new LogStream.Line(end(job, worked), job.reason()));
    }
    return lines;
  }

  /** What was read last of each metric, as if it had been printed. */
  private static Map<String, String> metrics(Resource job) {
    Map<String, String> last = new LinkedHashMap<>();
    for (JsonNode point : job.notes().path("metrics")) {
      String name = point.path("MetricName").asText();
      last.put(name, name + "=" + point.path("Value").floatValue());
    }
    return last;
  }

  private static Instant end(Resource job, Worked worked) {
    return Jobs.end(job).isPresent() ? worked.began().plus(worked.worked()) : worked.at(1);
  }

  private static List<LogStream.Line> served(Resource endpoint, World world) {
    List<LogStream.Line> lines = new ArrayList<>();
    Optional<List<String>> given = given(endpoint, world);
    for (String text : given.orElseGet(() -> List.of(usual(endpoint)))) {
      Instant at = endpoint.created().plusSeconds(lines.size());
      if (!at.isAfter(world.now())) {
        lines.add(new LogStream.Line(at, shown(text)));
      }
    }
    if (endpoint.is("Failed")) {
      lines.add(new LogStream.Line(endpoint.lastTransition().at(), endpoint.reason()));
    }
    return lines;
  }

  /** CloudWatch Logs has no empty lines. */
  private static String shown(String text) {
    return text.isEmpty() ? " " : text;
  }

  private static String usual(Resource resource) {
    return "mlsim: the log of "
        + resource
        + "; sim.setup(ContainerLogs.class).of(\""
        + resource.type()
        + "\", \""
        + resource.name()
        + "\").prints(...) gives another";
  }
}
