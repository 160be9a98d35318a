package dev.mlsim.services.sagemaker.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;

/** What an event says of a training job; one is sent for each secondary status. */
final class TrainingJobEvents {
  private static final EventDetail DETAIL =
      EventDetail.of(
          """
          TrainingJobName TrainingJobArn TuningJobArn TrainingJobStatus SecondaryStatus FailureReason
          HyperParameters AlgorithmSpecification(TrainingImage AlgorithmName TrainingInputMode)
          RoleArn InputDataConfig
          OutputDataConfig(KmsKeyId S3OutputPath)
          ResourceConfig(InstanceType InstanceCount VolumeSizeInGB VolumeKmsKeyId)
          VpcConfig StoppingCondition ModelArtifacts
          CreationTime:ms TrainingStartTime:ms TrainingEndTime:ms LastModifiedTime:ms
          SecondaryStatusTransitions(Status StartTime:ms EndTime:ms StatusMessage)
          DebugRuleEvaluationStatuses(RuleConfigurationName RuleEvaluationJobArn
            RuleEvaluationStatus StatusDetails LastModifiedTime:ms)
          ProfilerRuleEvaluationStatuses(RuleConfigurationName RuleEvaluationJobArn
            RuleEvaluationStatus StatusDetails LastModifiedTime:ms)
          Tags
          """);

  private TrainingJobEvents() {}

  static ObjectNode detail(ResourceType type, Resource job, World world) {
    return DETAIL.of(type, job, world);
  }
}
