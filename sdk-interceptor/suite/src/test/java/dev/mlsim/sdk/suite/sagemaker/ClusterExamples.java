package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;

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

  private static final String EKS =
      """
      'Orchestrator': {'Eks': {'ClusterArn': 'arn:aws:eks:us-east-1:123456789012:cluster/ml'}},
      'VpcConfig': {'SecurityGroupIds': ['sg-12345678'], 'Subnets': ['subnet-12345678']}}
      """;

  @Override
  public void give(Examples examples) {
    examples
        .input("CreateCluster", GROUPS + "}")
        .unseen("CreateCluster", "InstanceGroups", KEPT)
        .unseen("CreateCluster", "RestrictedInstanceGroups", KEPT)
        .unseen("CreateCluster", "RestrictedInstanceGroupsConfig", KEPT)
        .unseen("CreateCluster", "TieredStorageConfig", "shown once the cluster is in service")
        .member("CreateCluster", "Orchestrator", "{" + EKS)
        .member(
            "CreateCluster",
            "AutoScaling",
            "{'AutoScaling': {'Mode': 'Enable', 'AutoScalerType': 'Karpenter'},"
                + " 'NodeProvisioningMode': 'Continuous', "
                + EKS)
        .input("AttachClusterNodeVolume", VOLUME)
        .input("DetachClusterNodeVolume", VOLUME)
        .input("UpdateCluster", GROUPS + "}")
        .unseen("UpdateCluster", "InstanceGroups", KEPT)
        .unseen("UpdateCluster", "RestrictedInstanceGroups", KEPT)
        .unseen("UpdateCluster", "RestrictedInstanceGroupsConfig", KEPT)
        .unseen("UpdateCluster", "TieredStorageConfig", "needs a cluster of EKS")
        .unseen("UpdateCluster", "AutoScaling", "needs a cluster that is provisioned continuously");
  }
}
