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
            "A deployment takes 5 minutes whatever its DeploymentConfig says; traffic shifting and"
                + " baking are not shown step by step.")
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
