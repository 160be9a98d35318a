package dev.mlsim.services.sagemaker.hosting;

import dev.mlsim.service.Family;

/** Hosting: models, endpoint configurations and endpoints. */
public final class Hosting {
  private Hosting() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Models.declare(family);
    EndpointConfigs.declare(family);
    Endpoints.declare(family);
    family
        .judged(
            "endpoint-times",
            "endpoint",
            "An endpoint is Creating for 5 minutes, and Deleting for half a minute; a change of"
                + " weights and capacities takes 3, its roll-back 2, maintenance 10; AWS's times"
                + " vary.")
        .judged(
            "containers-wording",
            "CreateModel.ValidationException",
            "The wording of the refusal of both, or none, of PrimaryContainer and Containers.")
        .judged(
            "variants-wording",
            "CreateEndpointConfig.ValidationException",
            "The wording of the refusal of a doubled variant, of one without a fleet, of a"
                + " MemorySizeInMB between the steps, and of a configuration without the role that"
                + " a variant without a model needs.")
        .judged(
            "doubled-capacity-wording",
            "UpdateEndpointWeightsAndCapacities.ValidationException",
            "The wording of the refusal of a variant that is named twice.")
        .judged(
            "serverless-memory-quota",
            "CreateEndpoint.ResourceLimitExceeded",
            "A serverless variant may have 3,072 MB in a new account, and all there is in one that"
                + " has had its quotas raised.")
        .judged(
            "lost-while-launching",
            "endpoint.EndpointStatus",
            "An endpoint whose configuration or model is deleted while it launches stays Creating"
                + " or Updating for an hour, then is Failed; the FailureReason, and that only the"
                + " fleet that launches counts, are ours.")
        .judged(
            "endpoint-with-components-wording",
            "DeleteEndpoint.ValidationException",
            "The wording of the refusal to delete an endpoint that has inference components.")
        .judged(
            "failed-endpoint-wording",
            "UpdateEndpoint.ValidationException",
            "The wording of the refusal to update a failed endpoint.")
        .differs(
            "packages-of-others",
            "CreateModel.Containers",
            "A model package of another account, such as a seller's in the Marketplace, is taken to"
                + " exist.")
        .differs(
            "no-scaling",
            "endpoint.ProductionVariants",
            "No load is measured: managed scaling, and policies of Application Auto Scaling, change"
                + " no count of instances; UpdateEndpointWeightsAndCapacities does.")
        .differs(
            "plain-deployment",
            "endpoint.DeploymentConfig",
            "An update without a DeploymentConfig is shown as one stage of 5 minutes, Creating. No"
                + " alarm is watched: a script fails a deployment, at Updating, ActivatingTraffic"
                + " or Baking.")
        .judged(
            "deployment-stages",
            "endpoint.PendingDeploymentSummary",
            "A deployment launches in 4 minutes, shifts traffic and terminates in half a minute"
                + " each, and rolls back in a minute, shown as Updating; the messages of its"
                + " linear and rolling steps, and of a deployment out of its time.")
        .judged(
            "update-asks-for-all",
            "UpdateEndpoint.ResourceLimitExceeded",
            "The new fleet asks the quotas for all its instances, since the old one runs beside"
                + " it; a rolling update is not asked for less.")
        .judged(
            "deployment-size-wording",
            "UpdateEndpoint.ValidationException",
            "The wording of the refusal of a DeploymentConfig that lacks a size.");
  }
}
