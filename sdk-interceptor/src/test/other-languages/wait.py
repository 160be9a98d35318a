"""Starts a training job, makes it fail over the control API, and waits for it, as a team's boto3 code does."""

import json
import os
import urllib.request

import boto3

endpoint = os.environ["AWS_ENDPOINT_URL_SAGEMAKER"]


def control(path, body):
    request = urllib.request.Request(
        endpoint + "/mlsim/" + path,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    return json.load(urllib.request.urlopen(request))


sagemaker = boto3.client("sagemaker")
control("faults", {"on": "CreateTrainingJob", "first": 1, "throttle": []})
sagemaker.create_training_job(
    TrainingJobName="churn-py",
    RoleArn="arn:aws:iam::123456789012:role/Training",
    AlgorithmSpecification={"TrainingImage": "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7", "TrainingInputMode": "File"},
    OutputDataConfig={"S3OutputPath": "s3://bucket/models"},
    ResourceConfig={"InstanceType": "ml.m5.xlarge", "InstanceCount": 1, "VolumeSizeInGB": 30},
    StoppingCondition={"MaxRuntimeInSeconds": 86400},
)
sagemaker.get_waiter("training_job_completed_or_stopped").wait(TrainingJobName="churn-py")
print(sagemaker.describe_training_job(TrainingJobName="churn-py")["TrainingJobStatus"])
