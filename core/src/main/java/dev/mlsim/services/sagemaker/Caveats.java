package dev.mlsim.services.sagemaker;

import dev.mlsim.service.Service;

/** What a reader of SageMaker's fidelity ledger should know. */
final class Caveats {
  private Caveats() {}

  static void declare(Service.Builder service) {
    service
        .judged(
            "processing-job",
            "A job starts its container after 2 minutes and is done after 12; AWS's times vary.")
        .judged(
            "processing-job",
            "A deleted job goes at once, since no status is modelled for one that is going.")
        .differs(
            "transform-job",
            "The output objects have the content of the input objects, as if the model returned"
                + " what it was sent; a manifest is read as data.")
        .judged(
            "sagemaker:model",
            "The wording of the refusal of both, or none, of PrimaryContainer and Containers.")
        .judged(
            "endpoint-config",
            "The wording of the refusal of a doubled variant and of one without a fleet.")
        .judged("endpoint", "The wording of the refusal to update a failed endpoint.")
        .differs(
            "endpoint",
            "An update without a DeploymentConfig is shown as one stage of 5 minutes, Creating. No"
                + " alarm is watched: a script fails a deployment, at Updating, ActivatingTraffic"
                + " or Baking.")
        .judged(
            "endpoint",
            "A deployment launches in 4 minutes, shifts traffic and terminates in half a minute"
                + " each, and rolls back in a minute, shown as Updating; the messages of its"
                + " linear and rolling steps, and of a deployment out of its time.")
        .judged(
            "UpdateEndpoint",
            "The new fleet asks the quotas for all its instances, since the old one runs beside"
                + " it; a rolling update is not asked for less.")
        .judged("endpoint", "The wording of the refusal of a DeploymentConfig that lacks a size.")
        .judged("notebook-instance", "The Url is shown once the notebook was in service.")
        .judged("ListAliases", "Aliases come by version, and then in the order they were given.")
        .judged(
            "CreateImageVersion",
            "A client token is remembered for a day; with other parameters it is refused with"
                + " ValidationException.")
        .judged(
            "CreateTrainingJob",
            "A rule of Debugger or Profiler holds one processing instance while its job runs; one"
                + " without InstanceType counts in the quota over all types only.")
        .judged("image", "The wording of not found, in use and duplicate; the codes are AWS's.")
        .judged("image-version", "The wording of not found and in use; the codes are AWS's.");
  }
}
