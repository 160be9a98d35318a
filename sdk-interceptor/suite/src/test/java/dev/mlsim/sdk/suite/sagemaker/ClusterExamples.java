package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** HyperPod's clusters, and the policies of who computes on them. */
final class ClusterExamples implements FamilyExamples {
  private static final String GROUPS =
      """
      {'InstanceGroups': [{
         'InstanceGroupName': 'workers', 'InstanceCount': 1, 'InstanceType': 'ml.p5.48xlarge',
         'ExecutionRole': 'arn:aws:iam::123456789012:role/HyperPod'}]
      """;
  private static final String KEPT = "kept in the form of details, in which it is shown";
  private static final String VOLUME =
      "{'NodeId': 'i-0123456789abcdef0', 'VolumeId': 'vol-0123456789abcdef0'}";

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateCluster", stage -> GROUPS + "," + onEks(stage))
        .unseen("CreateCluster", "InstanceGroups", KEPT)
        .unseen("CreateCluster", "RestrictedInstanceGroups", KEPT)
        .unseen("CreateCluster", "RestrictedInstanceGroupsConfig", KEPT)
        .unseen("CreateCluster", "TieredStorageConfig", "shown once the cluster is in service")
        .member(
            "CreateCluster",
            "Orchestrator",
            "{'Orchestrator': {'Slurm': {'SlurmConfigStrategy': 'Merge'}}}")
        .member(
            "CreateCluster",
            "AutoScaling",
            """
            {'AutoScaling': {'Mode': 'Enable', 'AutoScalerType': 'Karpenter'},
             'NodeProvisioningMode': 'Continuous'}
            """)
        .input("AttachClusterNodeVolume", VOLUME)
        .input("DetachClusterNodeVolume", VOLUME)
        .input("UpdateCluster", GROUPS + "}")
        .unseen("UpdateCluster", "InstanceGroups", KEPT)
        .unseen("UpdateCluster", "RestrictedInstanceGroups", KEPT)
        .unseen("UpdateCluster", "RestrictedInstanceGroupsConfig", KEPT)
        .unseen("UpdateCluster", "Orchestrator", "the cluster keeps its orchestrator")
        .unseen("UpdateCluster", "AutoScaling", "needs a cluster that is provisioned continuously");
    policies(examples);
  }

  /** One EKS cluster has one HyperPod cluster. */
  private static String onEks(Stage stage) {
    return "'Orchestrator': {'Eks': {'ClusterArn': 'arn:aws:eks:us-east-1:123456789012:cluster/ml"
        + stage.number()
        + "'}}, 'VpcConfig': {'SecurityGroupIds': ['sg-12345678'], 'Subnets':"
        + " ['subnet-12345678']}}";
  }

  private static void policies(Examples examples) {
    examples
        .atMost("cluster-scheduler-config", 1)
        .atMost("compute-quota", 1)
        .input(
            "CreateClusterSchedulerConfig",
            stage -> "{'ClusterArn': '" + stage.arn("cluster") + "', 'SchedulerConfig': {}}")
        .reference("CreateClusterSchedulerConfig", "ClusterArn", "cluster")
        .input("UpdateClusterSchedulerConfig", stage -> current(stage, "ClusterSchedulerConfig"))
        .input(
            "CreateComputeQuota",
            stage ->
                "{'ClusterArn': '"
                    + stage.arn("cluster")
                    + "', 'ComputeQuotaConfig': {}, 'ComputeQuotaTarget': {'TeamName': 'nlp'}}")
        .reference("CreateComputeQuota", "ClusterArn", "cluster")
        .input("UpdateComputeQuota", stage -> current(stage, "ComputeQuota"));
  }

  /** An update names the version that it updates. */
  private static String current(Stage stage, String noun) {
    String type = noun.equals("ComputeQuota") ? "compute-quota" : "cluster-scheduler-config";
    return "{'TargetVersion': "
        + stage.sim().resources().all(type).get(0).attribute(noun + "Version").orElseThrow()
        + "}";
  }
}
