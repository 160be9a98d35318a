package dev.mlsim.services.sagemaker.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import java.time.Instant;

/**
 * The traces of jobs: what they read and run on contributes to their trial component, which
 * produces what they write once they are done. Artifacts are of the URIs in the request.
 */
final class JobTraces {
  private JobTraces() {}

  static void training(Traces traces) {
    if (traces.enters("made")) {
      read(traces, traces.given("/AlgorithmSpecification/TrainingImage"), "Image");
      for (JsonNode channel : traces.given("/InputDataConfig")) {
        read(traces, channel.at("/DataSource/S3DataSource/S3Uri"), "DataSet");
      }
    }
    if (isDone(traces) && traces.enters("done")) {
      JsonNode shown = traces.world().shown(traces.source());
      wrote(traces, shown.at("/ModelArtifacts/S3ModelArtifacts"), "Model");
      wrote(traces, traces.given("/CheckpointConfig/S3Uri"), "Checkpoint");
    }
  }

  static void processing(Traces traces) {
    if (traces.enters("made")) {
      read(traces, traces.given("/AppSpecification/ImageUri"), "Image");
      for (JsonNode input : traces.given("/ProcessingInputs")) {
        read(traces, input.at("/S3Input/S3Uri"), "DataSet");
      }
    }
    if (isDone(traces) && traces.enters("done")) {
      for (JsonNode output : traces.given("/ProcessingOutputConfig/Outputs")) {
        wrote(traces, output.at("/S3Output/S3Uri"), "DataSet");
      }
    }
  }

  static void transform(Traces traces) {
    if (traces.enters("made")) {
      read(traces, traces.given("/TransformInput/DataSource/S3DataSource/S3Uri"), "DataSet");
    }
    if (isDone(traces) && traces.enters("done")) {
      wrote(traces, traces.given("/TransformOutput/S3OutputPath"), "DataSet");
    }
  }

  private static boolean isDone(Traces traces) {
    return traces.source().is("Completed");
  }

  private static void read(Traces traces, JsonNode uri, String type) {
    Instant at = traces.source().created();
    traces.edge(traces.artifact(uri, type, at), Traces.CONTRIBUTED, component(traces), at);
  }

  private static void wrote(Traces traces, JsonNode uri, String type) {
    Instant at = traces.source().lastTransition().at();
    traces.edge(component(traces), Traces.PRODUCED, traces.artifact(uri, type, at), at);
  }

  /** The trial component that the experiments' family makes of the job. */
  private static String component(Traces traces) {
    Resource job = traces.source();
    String name = job.name() + "-aws-" + job.type();
    return traces.world().account().arn("sagemaker", "experiment-trial-component/" + name);
  }
}
