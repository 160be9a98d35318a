package dev.mlsim.services.sagemaker.edge;

import dev.mlsim.service.Family;

/** Edge Manager. */
public final class Edge {
  private Edge() {}

  /** Declares the family. */
  public static void declare(Family family) {
    PackagingJobs.declare(family);
    Fleets.declare(family);
    Devices.declare(family);
    Plans.declare(family);
    family
        .judged(
            "devices",
            "RegisterDevices",
            "A device that is registered again is updated; the words of an unknown device, of one"
                + " that is named twice, and of one to which a stage deploys.")
        .judged(
            "edge-deployments",
            "StartEdgeDeploymentStage.ValidationException",
            "A stage starts when those before it are DEPLOYED; the words of that and of its status,"
                + " of doubled names and handles, of a selection that lacks its member, and of a"
                + " packaging job that isn't COMPLETED.")
        .judged(
            "edge-deployment-times",
            "edge-deployment-stage",
            "A stage is CREATING for 5 seconds, STARTING and STOPPING for 30, INPROGRESS for 5"
                + " minutes.")
        .judged(
            "edge-selection",
            "ListStageDevices",
            "A percentage is of the devices in the order in which they were registered, rounded up;"
                + " the devices of a stage are chosen when it is started.")
        .differs(
            "edge-agents",
            "DescribeDevice",
            "No agent reports: a device to which a stage has deployed shows the models, and that"
                + " time as its heartbeat; its AgentVersion, samples and inferences never.")
        .judged(
            "edge-stages-paged",
            "DescribeEdgeDeploymentPlan.NextToken",
            "ten stages are on a page unless MaxResults says fewer");
  }
}
