package dev.mlsim.sdk.suite.sagemaker;

import dev.mlsim.sdk.suite.Examples;
import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.Stage;

/** Domains of Studio, user profiles, spaces, apps, and what they are configured with. */
final class StudioExamples implements FamilyExamples {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Studio";

  @Override
  public void give(Examples examples) {
    domains(examples);
    profiles(examples);
    spaces(examples);
    apps(examples);
    configs(examples);
  }

  private static void domains(Examples examples) {
    examples.input(
        "CreateDomain",
        "{'AuthMode': 'IAM', 'DefaultUserSettings': {'ExecutionRole': '"
            + ROLE
            + "'}, 'VpcId': 'vpc-1', 'SubnetIds': ['subnet-1'], 'DomainSettings': {"
            + "'RStudioServerProDomainSettings': {'DomainExecutionRoleArn': '"
            + ROLE
            + "'}}}");
  }

  private static void profiles(Examples examples) {
    ofDomain(examples, "UserProfile");
    for (String member : new String[] {"SingleSignOnUserIdentifier", "SingleSignOnUserValue"}) {
      examples.unseen("CreateUserProfile", member, "the domain of the examples has AuthMode IAM");
    }
  }

  private static void spaces(Examples examples) {
    ofDomain(examples, "Space");
    examples
        .member("CreateSpace", "OwnershipSettings", StudioExamples::owned)
        .member("CreateSpace", "SpaceSharingSettings", StudioExamples::owned)
        .member(
            "UpdateSpace",
            "SpaceSettings",
            """
            {'SpaceSettings': {
               'RemoteAccess': 'ENABLED', 'SpaceManagedResources': 'ENABLED',
               'SpaceStorageSettings': {'EbsStorageSettings': {'EbsVolumeSizeInGb': 50}},
               'JupyterLabAppSettings': {
                 'CodeRepositories': [{'RepositoryUrl': 'https://example.com/a.git'}],
                 'AppLifecycleManagement': {'IdleSettings': {'IdleTimeoutInMinutes': 60}},
                 'DefaultResourceSpec': {'InstanceType': 'ml.t3.large'}}}}
            """);
  }

  private static void apps(Examples examples) {
    for (String verb : new String[] {"Create", "Describe", "Delete"}) {
      examples.input(
          verb + "App",
          stage ->
              "{'DomainId': '"
                  + domain(stage)
                  + "', 'UserProfileName': '"
                  + stage.name("user-profile")
                  + "', 'AppType': 'KernelGateway'}");
    }
    examples
        .member(
            "CreateApp",
            "ResourceSpec",
            stage ->
                "{'ResourceSpec': {'InstanceType': 'ml.m5.large', 'LifecycleConfigArn': '"
                    + stage.arn("studio-lifecycle-config")
                    + "'}}")
        .together("ListApps", "UserProfileNameEquals", "it goes with DomainIdEquals")
        .together("ListApps", "SpaceNameEquals", "it goes with DomainIdEquals")
        .passing("app", "Deleted", "it is shown for a day")
        .passing("app", "Failed", "it is shown for a day")
        .kept("app", "a deleted one is shown for a day");
  }

  private static void configs(Examples examples) {
    String files = "'FileSystemConfig': {'MountPath': '/root', 'DefaultUid': 0, 'DefaultGid': 0}";
    for (String verb : new String[] {"Create", "Update"}) {
      for (String config : new String[] {"JupyterLabAppImageConfig", "CodeEditorAppImageConfig"}) {
        examples.member(
            verb + "AppImageConfig",
            config,
            "{'"
                + config
                + "': {"
                + files
                + ", 'ContainerConfig': {'ContainerArguments': ['--quiet']}}}");
      }
      examples.member(
          verb + "AppImageConfig",
          "KernelGatewayImageConfig",
          "{'KernelGatewayImageConfig': {"
              + files
              + ", 'KernelSpecs': [{'Name': 'python3', 'DisplayName': 'Python'}]}}");
    }
  }

  private static void ofDomain(Examples examples, String noun) {
    for (String verb : new String[] {"Create", "Update", "Delete", "Describe"}) {
      examples.input(verb + noun, stage -> "{'DomainId': '" + domain(stage) + "'}");
    }
  }

  private static String owned(Stage stage) {
    return "{'OwnershipSettings': {'OwnerUserProfileName': '"
        + stage.name("user-profile")
        + "'}, 'SpaceSharingSettings': {'SharingType': 'Private'}}";
  }

  static String domain(Stage stage) {
    return stage.known("domain", "DomainId");
  }
}
