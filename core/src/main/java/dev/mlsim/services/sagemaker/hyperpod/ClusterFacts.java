package dev.mlsim.services.sagemaker.hyperpod;

import dev.mlsim.service.Family;

/** What is decided and what differs of clusters, for the ledger. */
final class ClusterFacts {
  private ClusterFacts() {}

  static void declare(Family family) {
    family
        .judged(
            "cluster-wording",
            "cluster",
            "The wording of what isn't found and of what a status refuses, and all rules of a"
                + " request but those of a duplicate, of an EKS cluster in use, of restricted"
                + " groups and of what an update can't change, which were seen.")
        .judged(
            "cluster-times",
            "cluster",
            "A cluster needs 5 minutes of its own and then as long as its nodes; rolling back takes"
                + " 10 minutes.")
        .judged(
            "node-times",
            "cluster-node",
            "A node waits 5 minutes for capacity, launches in 15, is checked for 90, rebooted in 2,"
                + " updated in 15, gone in 2; one that fails is replaced half a minute later, and"
                + " one that could not be provisioned is tried again after 10 minutes.")
        .judged(
            "node-recovery",
            "cluster.NodeRecovery",
            "With Automatic a node that fails is replaced, never only rebooted; controllers of"
                + " Slurm too.")
        .judged(
            "node-reboot-status",
            "BatchRebootClusterNodes",
            "A node is Pending while it is rebooted, and keeps its instance id.")
        .judged(
            "node-billing",
            "cluster-node",
            "A node bills from when it first runs or is checked until it shuts down, a failed one"
                + " too; one on a training plan doesn't.")
        .judged(
            "cluster-quotas",
            "CreateCluster.ResourceLimitExceeded",
            "100 clusters, 2,000 instances in one, 10,000 in all, volumes of 16,384 GB.")
        .judged(
            "software-releases",
            "cluster.InstanceGroups",
            "A group begins with release 1.0.0 of its image, and an update that names none installs"
                + " the release that the group has; nothing makes a new release by itself.")
        .judged(
            "cluster-scaling-down",
            "UpdateCluster",
            "A group that is to be smaller loses nodes that never ran first, then the newest.")
        .judged(
            "update-of-continuous-cluster",
            "UpdateCluster",
            "A cluster that is provisioned continuously keeps its NodeProvisioningMode; one that is"
                + " not and is given it scales continuously from the next change on.")
        .differs(
            "cluster-minimum",
            "cluster.InstanceGroups",
            "MinInstanceCount shows in the status of a group; a group that doesn't come to it in"
                + " three hours is not rolled back.")
        .differs(
            "cluster-scripts",
            "cluster.InstanceGroups",
            "Lifecycle scripts are not run, schedules of patches and updates start nothing, and"
                + " alarms roll nothing back; a test's script fails a node in Pending or"
                + " SystemUpdating.")
        .differs(
            "no-workloads",
            "CreateComputeQuota",
            "Nothing runs on a cluster: quotas of compute and scheduler configurations are kept and"
                + " shown, and share out nothing; AutoScaling and tiered storage start nothing.")
        .differs(
            "node-volumes",
            "AttachClusterNodeVolume",
            "A volume is attached at once though its status says attaching; whether it exists"
                + " nobody asks.")
        .differs(
            "node-addition-tokens",
            "BatchAddClusterNodes.ClientToken",
            "A call that is repeated is given the first answer, with the statuses of then, for a"
                + " day and not for 8 hours.")
        .judged(
            "cluster-event-choice",
            "ListClusterEvents",
            "Which events come of what; their words are AWS's as far as its page has them.");
  }
}
