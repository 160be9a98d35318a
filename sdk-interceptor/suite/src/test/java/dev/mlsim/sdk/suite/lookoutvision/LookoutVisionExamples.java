package dev.mlsim.sdk.suite.lookoutvision;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;
import java.util.concurrent.atomic.AtomicInteger;

/** Projects, their datasets, models, packaging jobs. */
final class LookoutVisionExamples implements FamilyExamples {
  /** A line for an image in the bucket of the assumed manifest, in base64. */
  private static final String CHANGES = "eyJzb3VyY2UtcmVmIjoiczM6Ly9pbWFnZXMvMS5qcGcifQ==";

  private final AtomicInteger components = new AtomicInteger();

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateDataset",
            stage ->
                """
                {'ProjectName': '%s', 'DatasetType': 'train',
                 'DatasetSource': {'GroundTruthManifest': {'S3Object': {
                   'Bucket': 'images', 'Key': 'train.manifest'}}}}
                """
                    .formatted(stage.name("lookoutvision:project")))
        .atMost("lookoutvision:dataset", 1)
        .input("UpdateDatasetEntries", "{'Changes': '" + CHANGES + "'}")
        .input("CreateModel", stage -> "{'ProjectName': '" + withDataset(stage) + "'}")
        .input("StartModelPackagingJob", this::packagingJob);
  }

  private static String withDataset(Stage stage) {
    return stage.known("lookoutvision:dataset", "ProjectName");
  }

  private String packagingJob(Stage stage) {
    return """
    {'ProjectName': '%s', 'ModelVersion': '%s', 'Configuration': {'Greengrass': {
       'S3OutputLocation': {'Bucket': 'components'}, 'ComponentName': 'inspect-%d',
       'TargetDevice': 'jetson_xavier'}}}
    """
        .formatted(
            stage.known("lookoutvision:model", "ProjectName"),
            stage.known("lookoutvision:model", "ModelVersion"),
            components.incrementAndGet());
  }
}
