package dev.mlsim.sdk.sagemaker;

import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateLabelingJobRequest;

/** A team of doctors, and what they label: images of hearts. */
final class Labeled {
  static final String MANIFEST = "s3://hearts/in.manifest";
  static final String TEAM =
      "arn:aws:sagemaker:us-east-1:123456789012:workteam/private-crowd/cardiology";

  private Labeled() {}

  static void hire(SageMakerClient sageMaker) {
    sageMaker.createWorkforce(
        r ->
            r.workforceName("doctors")
                .cognitoConfig(c -> c.userPool("us-east-1_abc").clientId("app")));
    sageMaker.createWorkteam(
        r ->
            r.workteamName("cardiology")
                .description("Hearts")
                .memberDefinitions(
                    m ->
                        m.cognitoMemberDefinition(
                            c ->
                                c.userPool("us-east-1_abc")
                                    .clientId("app")
                                    .userGroup("cardiology"))));
  }

  static CreateLabelingJobRequest.Builder job(String name) {
    return CreateLabelingJobRequest.builder()
        .labelingJobName(name)
        .labelAttributeName("label")
        .roleArn("arn:aws:iam::123456789012:role/Labels")
        .inputConfig(i -> i.dataSource(d -> d.s3DataSource(s -> s.manifestS3Uri(MANIFEST))))
        .outputConfig(o -> o.s3OutputPath("s3://hearts/out"))
        .humanTaskConfig(
            t ->
                t.workteamArn(TEAM)
                    .uiConfig(u -> u.uiTemplateS3Uri("s3://hearts/page.html"))
                    .taskTitle("Hearts")
                    .taskDescription("Is it a heart?")
                    .numberOfHumanWorkersPerDataObject(1)
                    .taskTimeLimitInSeconds(60));
  }
}
