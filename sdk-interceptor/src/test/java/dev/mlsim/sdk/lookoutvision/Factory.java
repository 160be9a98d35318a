package dev.mlsim.sdk.lookoutvision;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.DetectAnomalyResult;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;

/** A simulated world with a client, and the steps that many tests begin with. */
final class Factory {
  static final String CIRCUITS = "circuits";
  static final String ACCOUNT = "arn:aws:lookoutvision:us-east-1:123456789012:";

  final Simulator sim = Simulator.create();
  final SimulatedClients clients = SimulatedClients.of(sim);
  final LookoutVisionClient lookout = clients.create(LookoutVisionClient.class);

  Factory project(String name) {
    lookout.createProject(r -> r.projectName(name));
    return this;
  }

  /** A dataset from a manifest that is assumed to be there. */
  Factory dataset(String project, String type) {
    lookout.createDataset(
        r ->
            r.projectName(project)
                .datasetType(type)
                .datasetSource(
                    s ->
                        s.groundTruthManifest(
                            m -> m.s3Object(o -> o.bucket("images").key("train.manifest")))));
    advance(Duration.ofMinutes(1));
    return this;
  }

  Factory emptyDataset(String project, String type) {
    lookout.createDataset(r -> r.projectName(project).datasetType(type));
    return this;
  }

  Factory update(String project, String type, String... lines) {
    SdkBytes changes = SdkBytes.fromUtf8String(String.join("\n", lines));
    lookout.updateDatasetEntries(r -> r.projectName(project).datasetType(type).changes(changes));
    return this;
  }

  /** A line of a manifest. */
  static String line(String image, String label) {
    return "{\"source-ref\":\"s3://images/"
        + image
        + "\",\"label\":0,\"label-metadata\":{\"class-name\":\""
        + label
        + "\",\"human-annotated\":\"yes\",\"type\":\"groundtruth/image-classification\"}}";
  }

  Factory training(String project) {
    lookout.createModel(
        r -> r.projectName(project).outputConfig(o -> o.s3Location(s -> s.bucket("models"))));
    return this;
  }

  /** Project circuits with a trained model, version 1. */
  static Factory trained() {
    Factory factory = new Factory().project(CIRCUITS).dataset(CIRCUITS, "train").training(CIRCUITS);
    factory.advance(Duration.ofHours(1));
    return factory;
  }

  Factory start(String project, String version, int units) {
    lookout.startModel(r -> r.projectName(project).modelVersion(version).minInferenceUnits(units));
    return this;
  }

  /** Project circuits with a hosted model, version 1, of one inference unit. */
  static Factory hosted() {
    Factory factory = trained().start(CIRCUITS, "1", 1);
    factory.sim.clock().advance(Duration.ofMinutes(10));
    return factory;
  }

  ModelDescription model(String project, String version) {
    return lookout
        .describeModel(r -> r.projectName(project).modelVersion(version))
        .modelDescription();
  }

  ModelStatus status(String project, String version) {
    return model(project, version).status();
  }

  DetectAnomalyResult detect(String project, byte[] image) {
    return lookout
        .detectAnomalies(
            r -> r.projectName(project).modelVersion("latest").contentType("image/png"),
            RequestBody.fromBytes(image))
        .detectAnomalyResult();
  }

  Factory advance(Duration time) {
    sim.clock().advance(time);
    return this;
  }
}
