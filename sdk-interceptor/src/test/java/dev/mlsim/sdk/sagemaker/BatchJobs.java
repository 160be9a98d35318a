package dev.mlsim.sdk.sagemaker;

import software.amazon.awssdk.services.sagemaker.model.CreateProcessingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateTransformJobRequest;
import software.amazon.awssdk.services.sagemaker.model.ProcessingInstanceType;
import software.amazon.awssdk.services.sagemaker.model.ProcessingS3DataType;
import software.amazon.awssdk.services.sagemaker.model.S3DataType;
import software.amazon.awssdk.services.sagemaker.model.TransformInstanceType;

/** Processing and transform jobs that tests start from. */
final class BatchJobs {
  static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/clean:1";

  private BatchJobs() {}

  static CreateProcessingJobRequest processing(String name) {
    return CreateProcessingJobRequest.builder()
        .processingJobName(name)
        .roleArn("arn:aws:iam::123456789012:role/Processing")
        .appSpecification(a -> a.imageUri(IMAGE))
        .processingInputs(
            i ->
                i.inputName("raw")
                    .s3Input(
                        s ->
                            s.s3Uri("s3://in/raw")
                                .localPath("/opt/ml/processing/raw")
                                .s3DataType(ProcessingS3DataType.S3_PREFIX)))
        .processingResources(
            r ->
                r.clusterConfig(
                    c ->
                        c.instanceCount(1)
                            .instanceType(ProcessingInstanceType.ML_M5_LARGE)
                            .volumeSizeInGB(30)))
        .build();
  }

  static CreateTransformJobRequest transform(String name, String uri, int instances) {
    return CreateTransformJobRequest.builder()
        .transformJobName(name)
        .modelName("churn")
        .transformInput(
            i ->
                i.dataSource(
                    d -> d.s3DataSource(s -> s.s3DataType(S3DataType.S3_PREFIX).s3Uri(uri))))
        .transformOutput(o -> o.s3OutputPath("s3://out/scores"))
        .transformResources(
            t -> t.instanceCount(instances).instanceType(TransformInstanceType.ML_M5_LARGE))
        .build();
  }
}
