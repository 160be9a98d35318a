package dev.mlsim.sdk.faults;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.DebugRuleConfiguration;
import software.amazon.awssdk.services.sagemaker.model.DescribeEndpointResponse;
import software.amazon.awssdk.services.sagemaker.model.InstanceGroup;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProfilerRuleConfiguration;

/** Calls for instances of SageMaker, each in a line. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
record InstanceRequests(SageMakerClient sageMaker) {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Walk";
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/walk:1";

  /** A training job whose instances are kept, unless for no seconds. */
  void kept(String name, String type, int count, int seconds) {
    train(
        name,
        job ->
            job.resourceConfig(
                r -> {
                  r.instanceType(type).instanceCount(count).volumeSizeInGB(30);
                  if (seconds > 0) {
                    r.keepAlivePeriodInSeconds(seconds);
                  }
                }));
  }

  /** A training job that takes nothing over. */
  void alone(String name, String type) {
    train(
        name,
        job ->
            job.enableNetworkIsolation(true)
                .resourceConfig(r -> r.instanceType(type).instanceCount(1).volumeSizeInGB(30)));
  }

  void spot(String name, String type, int count) {
    train(
        name,
        job ->
            job.enableManagedSpotTraining(true)
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3600).maxWaitTimeInSeconds(7200))
                .resourceConfig(r -> r.instanceType(type).instanceCount(count).volumeSizeInGB(30)));
  }

  /** A training job on instances of several types. */
  void grouped(String name, List<String> types, int count) {
    List<InstanceGroup> groups =
        types.stream()
            .map(
                type ->
                    InstanceGroup.builder()
                        .instanceGroupName(type.replaceAll("\\W", "-"))
                        .instanceType(type)
                        .instanceCount(count)
                        .build())
            .toList();
    train(name, job -> job.resourceConfig(r -> r.volumeSizeInGB(30).instanceGroups(groups)));
  }

  /** A training job with rules, of which the service chooses some instances. */
  void watched(String name, String type, int count) {
    List<DebugRuleConfiguration> rules =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    DebugRuleConfiguration.builder()
                        .ruleConfigurationName("debug-" + i)
                        .ruleEvaluatorImage(IMAGE)
                        .instanceType(ProcessingInstanceType.fromValue(type))
                        .build())
            .toList();
    train(
        name,
        job ->
            job.debugRuleConfigurations(rules)
                .profilerRuleConfigurations(
                    ProfilerRuleConfiguration.builder()
                        .ruleConfigurationName("profiler")
                        .ruleEvaluatorImage(IMAGE)
                        .build())
                .resourceConfig(r -> r.instanceType(type).instanceCount(count).volumeSizeInGB(30)));
  }

  private void train(String name, Consumer<CreateTrainingJobRequest.Builder> special) {
    sageMaker.createTrainingJob(
        r ->
            r.trainingJobName(name)
                .roleArn(ROLE)
                .algorithmSpecification(a -> a.trainingImage(IMAGE).trainingInputMode("File"))
                .outputDataConfig(o -> o.s3OutputPath("s3://walk/models"))
                .stoppingCondition(s -> s.maxRuntimeInSeconds(3600))
                .applyMutation(special));
  }

  void process(String name, String type, int count) {
    sageMaker.createProcessingJob(
        r ->
            r.processingJobName(name)
                .roleArn(ROLE)
                .appSpecification(a -> a.imageUri(IMAGE))
                .processingResources(
                    p ->
                        p.clusterConfig(
                            c -> c.instanceType(type).instanceCount(count).volumeSizeInGB(30))));
  }

  void model() {
    sageMaker.createModel(
        r -> r.modelName("model").executionRoleArn(ROLE).primaryContainer(c -> c.image(IMAGE)));
  }

  /** A configuration that is called as the type of its instances, without the dots. */
  void endpointConfig(String type, int count) {
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName(config(type))
                .productionVariants(
                    v ->
                        v.variantName("main")
                            .modelName("model")
                            .instanceType(type)
                            .initialInstanceCount(count)));
  }

  static String config(String type) {
    return type.replace('.', '-');
  }

  void endpoint(String name, String type) {
    sageMaker.createEndpoint(r -> r.endpointName(name).endpointConfigName(config(type)));
  }

  void redeploy(String name, String type) {
    sageMaker.updateEndpoint(r -> r.endpointName(name).endpointConfigName(config(type)));
  }

  void scale(String name, int count) {
    sageMaker.updateEndpointWeightsAndCapacities(
        r ->
            r.endpointName(name)
                .desiredWeightsAndCapacities(
                    d -> d.variantName("main").desiredInstanceCount(count)));
  }

  DescribeEndpointResponse describe(String name) {
    return sageMaker.describeEndpoint(r -> r.endpointName(name));
  }

  void notebook(String name, String type) {
    sageMaker.createNotebookInstance(
        r -> r.notebookInstanceName(name).instanceType(type).roleArn(ROLE));
  }

  void startNotebook(String name) {
    sageMaker.startNotebookInstance(r -> r.notebookInstanceName(name));
  }

  void moveNotebook(String name, String type) {
    sageMaker.updateNotebookInstance(r -> r.notebookInstanceName(name).instanceType(type));
  }

  /** Stops what has that name: the letter before the dash says what it is. */
  void stop(String name) {
    switch (name.charAt(0)) {
      case 't' -> sageMaker.stopTrainingJob(r -> r.trainingJobName(name));
      case 'p' -> sageMaker.stopProcessingJob(r -> r.processingJobName(name));
      default -> sageMaker.stopNotebookInstance(r -> r.notebookInstanceName(name));
    }
  }

  /** Deletes what has that name: the letter before the dash says what it is. */
  void delete(String name) {
    switch (name.charAt(0)) {
      case 't' -> sageMaker.deleteTrainingJob(r -> r.trainingJobName(name));
      case 'e' -> sageMaker.deleteEndpoint(r -> r.endpointName(name));
      default -> sageMaker.deleteNotebookInstance(r -> r.notebookInstanceName(name));
    }
  }
}
