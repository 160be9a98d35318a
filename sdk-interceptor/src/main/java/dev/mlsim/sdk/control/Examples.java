package dev.mlsim.sdk.control;

import java.util.List;

/** Bodies of requests; every word is in one of them, and a test sends them all. */
final class Examples {
  static final List<String> ADVANCE =
      List.of(
          "{\"by\": \"PT3H\"}",
          "{\"to\": \"2026-01-02T00:00:00Z\"}",
          "{\"toNext\": true}",
          "{\"untilIdle\": \"P1D\"}");

  static final List<String> POLLING =
      List.of("{\"settle\": []}", "{\"tick\": \"PT1M\"}", "{\"scaled\": 3600}", "{\"off\": []}");

  static final List<String> FAULTS =
      """
      {"on": "CreateTrainingJob", "first": 2, "throttle": []}
      {"onAll": [], "withProbability": 0.05, "serverError": []}
      {"usualRates": []}
      {"clear": []}
      {"on": "ListTrainingJobs", "once": [], "throttle": "PT30S"}
      {"on": "sagemaker:List*", "limitedTo": 5}
      {"on": "CreateTrainingJob", "limitedTo": [1, 3]}
      {"on": "CreateTrainingJob", "where": ["TrainingJobName", "churn-*"], "fail": "ResourceLimitExceeded"}
      {"on": "DescribeTrainingJob", "nth": 3, "fail": ["ResourceNotFound", "It is gone."]}
      {"on": "Create*", "except": "CreateModel", "accessDenied": []}
      {"on": "CreateTrainingJob", "includingChildren": [], "accessDenied": []}
      {"on": "*", "within": "PT1H", "unavailable": []}
      {"on": "*", "later": "PT1H", "expiredToken": []}
      {"on": "*", "between": ["2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z"], "delay": "PT2S"}
      {"on": "*", "every": 10, "delay": ["PT1S", "PT5S"]}
      {"on": "StopTrainingJob", "during": ["training-job", "*", "Training"], "resetConnection": []}
      {"on": "CreateTrainingJob", "after": 5, "connectTimeout": []}
      {"on": "DescribeTrainingJob", "once": [], "readTimeout": []}
      {"on": "CreateTrainingJob", "once": [], "loseAnswer": []}
      {"on": "ListTrainingJobs", "once": [], "truncateBody": []}
      {"on": "ListTrainingJobs", "nth": 2, "malformedJson": []}
      {"on": "ListTrainingJobs", "nth": 3, "wrongContentType": []}
      {"on": "CreateTrainingJob", "about": "churn-*", "nthCall": 1, "throttle": []}
      {"on": "CreateTrainingJob", "afterCalls": 5, "nthAttempt": 1, "resetConnection": []}
      {"on": "ListTrainingJobs", "once": [], "answer": {"TrainingJobSummaries": []}}
      {"on": "ListTrainingJobs", "once": [], "answer": "{\\"TrainingJobSummaries\\": []}"}
      {"onEvents": "SageMaker Training Job State Change", "first": 2, "late": "PT5M"}
      {"onEvents": "SageMaker *", "once": [], "lost": []}
      {"onEvents": "SageMaker *", "nth": 3, "twice": []}
      {"onEvents": "SageMaker *", "after": 3, "every": 2, "withProbability": 0.5, "outOfOrder": []}
      """
          .lines()
          .toList();

  static final List<String> SCRIPTS =
      """
      {"resource": "training-job", "named": "churn-*", "failAt": ["Training", "loss is NaN"]}
      {"resource": "training-job", "first": 1, "failAt": ["Training", "PT10M", "loss is NaN"]}
      {"resource": "training-job", "where": ["ResourceConfig.InstanceType", "ml.p3.*"], "stopAt": "Training"}
      {"resource": "training-job", "once": [], "interruptAt": "Training"}
      {"resource": "training-job", "named": "spot-*", "meets": ["interrupt", "Training", "PT5M"]}
      {"resource": "training-job", "takes": ["Training", "PT2H"], "neverShow": "FinalMetricDataList"}
      {"resource": "training-job", "withProbability": 0.1, "atTimes": [], "takesBetween": ["Starting", "PT1M", "PT9M"]}
      {"resource": "training-job", "takesAbout": ["Training", "PT1H"]}
      {"resource": "image", "failToDelete": "a version is in use"}
      {"resource": "training-job", "named": "stuck", "stuckAt": "Stopping"}
      {"clear": []}
      """
          .lines()
          .toList();

  static final List<String> QUOTAS =
      """
      {"set": ["ml.m5.xlarge for training job usage", 4]}
      {"newAccount": [], "lift": "ml.m5.xlarge for training job usage"}
      {"unlimited": [], "exhaust": "ml.m5.xlarge for training job usage"}
      {"established": []}
      {"clear": []}
      """
          .lines()
          .toList();

  static final List<String> OBJECTS =
      """
      {"put": ["s3://bucket/in/a.csv", "1,2,3"]}
      {"remove": "s3://bucket/in/a.csv"}
      {"requireInputs": []}
      {"assumeInputs": []}
      {"createBucket": "bucket"}
      {"deleteBucket": "empty"}
      {"requireBuckets": []}
      {"assumeBuckets": []}
      {"sendEventsOf": "churn-*"}
      """
          .lines()
          .toList();

  private Examples() {}
}
