package dev.mlsim.services.sagemaker.hosting;

import dev.mlsim.service.Emission;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;

/** The events that are sent of endpoints. */
final class EndpointEvents {
  private static final String VARIANTS =
      """
      ProductionVariants(VariantName CurrentWeight:double DesiredWeight:double
        CurrentInstanceCount DesiredInstanceCount
        VariantStatus(Status StatusMessage StartTime:ms))
      """;

  static final Emission STATE =
      Emission.ofStatus(
          "SageMaker Endpoint State Change",
          EventDetail.of(
              """
              EndpointName EndpointArn EndpointConfigName
              ProductionVariants(DesiredWeight:double DesiredInstanceCount:double)
              EndpointStatus:snake FailureReason CreationTime:ms LastModifiedTime:ms Tags
              """));

  static final Emission DEPLOYMENT =
      new Emission(
          "SageMaker Endpoint Deployment State Change",
          Emission.Moment.PHASE_OF_UPDATE,
          EventDetail.of(
              "EndpointName EndpointArn EndpointConfigName "
                  + VARIANTS
                  + "EndpointStatus:snake CreationTime:ms LastModifiedTime:ms Tags"
                  + " PendingDeploymentSummary(EndpointConfigName StartTime:ms "
                  + VARIANTS
                  + ")"));

  private EndpointEvents() {}
}
