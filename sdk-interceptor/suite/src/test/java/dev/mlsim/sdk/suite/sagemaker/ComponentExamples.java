package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;
import java.time.Duration;

/** Inference components, on an endpoint that is made for them. */
final class ComponentExamples implements FamilyExamples {
  private static final String ENDPOINT = "shared";
  private static final String SMALL =
      "{'NumberOfCpuCoresRequired': 1, 'MinMemoryRequiredInMb': 512}";
  private static final String COPIES =
      "CopyCount is shown as DesiredCopyCount and CurrentCopyCount";

  @Override
  public void give(Examples examples) {
    examples
        .input(
            "CreateInferenceComponent",
            stage ->
                "{'EndpointName': '"
                    + endpoint(stage)
                    + "', 'VariantName': 'AllTraffic', 'RuntimeConfig': {'CopyCount': 1}, "
                    + "'Specification': "
                    + specification(stage, 1)
                    + "}")
        .member(
            "CreateInferenceComponent",
            "EndpointName",
            stage -> "{'EndpointName': '" + endpoint(stage) + "'}")
        .member("CreateInferenceComponent", "VariantName", "{'VariantName': 'AllTraffic'}")
        .input("UpdateInferenceComponent", "{'RuntimeConfig': {'CopyCount': 2}}")
        // Only newer SDKs have the member, which stands in place of Specification.
        .unseen("CreateInferenceComponent", "Specifications", "it excludes the Specification")
        .unseen("UpdateInferenceComponent", "Specifications", "it excludes the Specification")
        .unseen("CreateInferenceComponent", "RuntimeConfig", COPIES)
        .unseen("UpdateInferenceComponent", "RuntimeConfig", COPIES)
        .unseen(
            "UpdateInferenceComponentRuntimeConfig",
            "DesiredRuntimeConfig",
            "it is shown as RuntimeConfig");
    for (String verb : new String[] {"Create", "Update"}) {
      examples.member(
          verb + "InferenceComponent",
          "Specification",
          stage -> "{'Specification': " + specification(stage, 2) + "}");
      examples.member(
          verb + "InferenceComponent",
          "Specification.Container",
          "{'Specification': {'Container': {}, 'ComputeResourceRequirements': " + SMALL + "}}");
      examples.member(
          verb + "InferenceComponent",
          "Specifications",
          stage -> "{'Specification': null, 'Specifications': [" + specification(stage, 2) + "]}");
      examples.member(
          verb + "InferenceComponent",
          "Specifications.Container",
          "{'Specification': null, 'Specifications': [{'ComputeResourceRequirements': "
              + SMALL
              + "}]}");
    }
  }

  private static String specification(Stage stage, int cores) {
    return "{'ModelName': '"
        + stage.name("sagemaker:model")
        + "', 'ComputeResourceRequirements': {'NumberOfCpuCoresRequired': "
        + cores
        + ", 'MinMemoryRequiredInMb': 512}}";
  }

  /** The endpoint of the other examples has a model of its own. */
  private static String endpoint(Stage stage) {
    if (stage.sim().resources().find("endpoint", ENDPOINT).isEmpty()) {
      stage.call(
          "CreateEndpointConfig",
          "{'EndpointConfigName': 'shared',"
              + " 'ExecutionRoleArn': 'arn:aws:iam::123456789012:role/Hosting',"
              + " 'ProductionVariants': [{'VariantName': 'AllTraffic',"
              + " 'InstanceType': 'ml.m5.24xlarge', 'InitialInstanceCount': 4}]}");
      stage.call("CreateEndpoint", "{'EndpointName': 'shared', 'EndpointConfigName': 'shared'}");
      stage.rest(Duration.ofHours(1));
    }
    return ENDPOINT;
  }
}
