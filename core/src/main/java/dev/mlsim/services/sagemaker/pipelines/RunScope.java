package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be referred to within an execution.
 *
 * @param execution the execution
 * @param job the name of the job that is about to start, where one is
 * @param world where it runs
 */
record RunScope(Resource execution, String job, World world) implements Expression.Scope {
  private static final String FILES = ".PropertyFiles.";

  RunScope(Resource execution, World world) {
    this(execution, "", world);
  }

  @Override
  public JsonNode get(String reference) {
    Optional<JsonNode> found;
    if (reference.startsWith("Parameters.")) {
      String name = reference.substring("Parameters.".length());
      found = Optional.ofNullable(execution.notes().path(Executions.PARAMETERS).get(name));
    } else if (reference.startsWith("Steps.")) {
      found = property(reference);
    } else if (reference.startsWith("PipelineExperimentConfig.")) {
      found = Documents.at(execution.attributes(), reference);
    } else {
      String text = variable(reference);
      found = text.isEmpty() ? Optional.empty() : Optional.of(TextNode.valueOf(text));
    }
    return found.orElseThrow(() -> outOfReach(reference));
  }

  private static Expression.Unresolved outOfReach(String reference) {
    return new Expression.Unresolved(
        "Invalid property reference '" + reference + "'. The property was not found.");
  }

  private String variable(String reference) {
    return switch (reference) {
      case "Execution.StartDateTime" -> execution.created().toString();
      case "Execution.CurrentDateTime" -> world.now().toString();
      case "Execution.PipelineName" -> Executions.pipelineOf(execution);
      case "Execution.PipelineArn" -> Executions.pipelineArn(execution);
      case "Execution.PipelineExecutionId" -> Executions.id(execution);
      case "Execution.PipelineExecutionArn" -> execution.arn();
      case "Execution.TrainingJobName", "Execution.ProcessingJobName" -> job;
      default -> "";
    };
  }

  private Optional<JsonNode> property(String reference) {
    String name = DefinitionReader.stepOf(reference);
    String path = reference.substring("Steps.".length() + name.length());
    return ExecutionSteps.find(execution, name, world)
        .filter(step -> step.is("Succeeded"))
        .flatMap(step -> Expression.at(exposed(step, path), path));
  }

  /** The document that a step's references look into. */
  private JsonNode exposed(Resource step, String path) {
    StepKind kind = ExecutionSteps.kind(step);
    JsonNode metadata = step.attributes().path("Metadata").path(kind.metadata());
    if (kind.isCheck()) {
      return metadata;
    }
    if (kind.child().isPresent()) {
      Resource child =
          ExecutionSteps.child(step, world)
              .orElseThrow(
                  () ->
                      new Expression.Unresolved(
                          "What step '" + step.name() + "' has created does not exist."));
      ObjectNode shown = world.shown(child);
      return kind == StepKind.TUNING && path.startsWith(".TrainingJobSummaries")
          ? Documents.merged(shown, summaries(step, child))
          : shown;
    }
    return switch (kind) {
      case CONDITION ->
          Documents.empty()
              .put("Outcome", metadata.path("Outcome").asText().toLowerCase(Locale.ROOT));
      case LAMBDA, CALLBACK -> outputs(step, metadata.path("OutputParameters"));
      default -> metadata;
    };
  }

  private ObjectNode summaries(Resource step, Resource tuning) {
    ObjectNode asked = Documents.empty();
    asked.put("HyperParameterTuningJobName", tuning.name());
    asked.put("SortBy", "FinalObjectiveMetricValue").put("SortOrder", "Descending");
    asked.put("MaxResults", 100);
    try {
      return world.invoke(step, "ListTrainingJobsForHyperParameterTuningJob", asked);
    } catch (ServiceError e) {
      throw new Expression.Unresolved(e.message());
    }
  }

  /** What a function or a callback has answered, each of its declared type. */
  private ObjectNode outputs(Resource step, JsonNode shown) {
    ObjectNode outputs = Documents.empty();
    ObjectNode named = outputs.putObject("OutputParameters");
    JsonNode declared = Executions.node(execution, step.name()).step().path("OutputParameters");
    for (JsonNode output : shown) {
      String name = output.path("Name").asText();
      String type = "String";
      for (JsonNode one : declared) {
        type =
            one.path("OutputName").asText().equals(name) ? one.path("OutputType").asText() : type;
      }
      String text = output.path("Value").asText();
      named.set(name, Parameters.read(type, text).orElseGet(() -> TextNode.valueOf(text)));
    }
    return outputs;
  }

  @Override
  public String file(String propertyFile, String location) {
    String uri = location.isEmpty() ? located(propertyFile) : location;
    return world
        .objects()
        .text(uri)
        .orElseThrow(() -> new Expression.Unresolved("Unable to read the file " + uri + "."));
  }

  /** Where a property file of a Processing step is. */
  private String located(String propertyFile) {
    int at = propertyFile.indexOf(FILES);
    if (at < 0) {
      throw outOfReach(propertyFile);
    }
    String step = propertyFile.substring("Steps.".length(), at);
    String name = propertyFile.substring(at + FILES.length());
    JsonNode files = Executions.node(execution, step).step().path("PropertyFiles");
    for (JsonNode file : files) {
      if (file.path("PropertyFileName").asText().equals(name)) {
        return location(step, file).orElseThrow(() -> outOfReach(propertyFile));
      }
    }
    throw outOfReach(propertyFile);
  }

  private Optional<String> location(String step, JsonNode file) {
    return ExecutionSteps.find(execution, step, world)
        .flatMap(made -> ExecutionSteps.child(made, world))
        .flatMap(job -> output(job, file.path("OutputName").asText()))
        .map(uri -> uri + "/" + file.path("FilePath").asText());
  }

  /** Where a processing job writes an output, without a slash at the end. */
  static Optional<String> output(Resource job, String name) {
    JsonNode outputs = job.attributes().path("ProcessingOutputConfig").path("Outputs");
    for (JsonNode output : outputs instanceof ArrayNode list ? list : Documents.empty()) {
      if (name.isEmpty() || output.path("OutputName").asText().equals(name)) {
        String uri = output.path("S3Output").path("S3Uri").asText();
        return uri.isEmpty() ? Optional.empty() : Optional.of(uri.replaceFirst("/+$", ""));
      }
    }
    return Optional.empty();
  }
}
