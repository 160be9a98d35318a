// Starts a training job and waits for it, as a team's JavaScript code does.
import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
  waitUntilTrainingJobCompletedOrStopped,
} from "@aws-sdk/client-sagemaker";

// JavaScript's waiters don't say that they are waiters, so any look is to settle what it looks at.
await fetch(process.env.AWS_ENDPOINT_URL_SAGEMAKER + "/mlsim/polling", {
  method: "PUT",
  headers: { "Content-Type": "application/json" },
  body: '{"settle": []}',
});

const client = new SageMakerClient({ endpoint: process.env.AWS_ENDPOINT_URL_SAGEMAKER });
await client.send(
  new CreateTrainingJobCommand({
    TrainingJobName: "churn-js",
    RoleArn: "arn:aws:iam::123456789012:role/Training",
    AlgorithmSpecification: { TrainingImage: "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7", TrainingInputMode: "File" },
    OutputDataConfig: { S3OutputPath: "s3://bucket/models" },
    ResourceConfig: { InstanceType: "ml.m5.xlarge", InstanceCount: 1, VolumeSizeInGB: 30 },
    StoppingCondition: { MaxRuntimeInSeconds: 86400 },
  }),
);
await waitUntilTrainingJobCompletedOrStopped(
  { client, maxWaitTime: 3600 },
  { TrainingJobName: "churn-js" },
);
const job = await client.send(new DescribeTrainingJobCommand({ TrainingJobName: "churn-js" }));
console.log(job.TrainingJobStatus);
