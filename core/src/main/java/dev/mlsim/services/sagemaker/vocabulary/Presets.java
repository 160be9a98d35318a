package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.internal.Glob;
import java.util.List;

/**
 * What SageMaker says of surroundings that are not in order: as it was seen in public issues
 * (aws/sagemaker-python-sdk#35, #57, #1835, #2002, #3026, #3755, #3955 and #43;
 * aws/amazon-sagemaker-examples#275, #1476, #2270, #2534 and #4384;
 * aws/amazon-sagemaker-operator-for-k8s#22); where no paste was found, by analogy.
 */
final class Presets {
  private static final String DENIED = "AccessDeniedException";
  private static final String ROLES =
      "RoleArn ExecutionRoleArn DefaultUserSettings.ExecutionRole UserSettings.ExecutionRole";
  private static final String IMAGES =
      "AlgorithmSpecification.TrainingImage AppSpecification.ImageUri PrimaryContainer.Image"
          + " Containers.Image";
  private static final String CHANNELS = "InputDataConfig.DataSource.S3DataSource.S3Uri";
  private static final String PROCESSED = "ProcessingInputs.S3Input.S3Uri";
  private static final String MODEL_DATA =
      "PrimaryContainer.ModelDataUrl PrimaryContainer.ModelDataSource.S3DataSource.S3Uri"
          + " Containers.ModelDataUrl Containers.ModelDataSource.S3DataSource.S3Uri";
  private static final String SUBNETS =
      "VpcConfig.Subnets NetworkConfig.VpcConfig.Subnets SubnetId";
  private static final String GROUPS =
      "VpcConfig.SecurityGroupIds NetworkConfig.VpcConfig.SecurityGroupIds SecurityGroupIds";
  private static final String VOLUME_KEYS =
      "ResourceConfig.VolumeKmsKeyId ProcessingResources.ClusterConfig.VolumeKmsKeyId"
          + " TransformResources.VolumeKmsKeyId";
  private static final String USER = "User: {caller} is not authorized to perform: ";
  private static final String PULL =
      " proper pull permissions for SageMaker: ecr:BatchCheckLayerAvailability,"
          + " ecr:BatchGetImage, ecr:GetDownloadUrlForLayer";
  private static final String NO_ROUTE =
      "Please ensure that the subnet's route table has a route to an S3 VPC endpoint or a NAT"
          + " device, and both the security groups and the subnet's network ACL allow outbound"
          + " traffic to S3.";
  private static final String NOTHING_THERE =
      "No S3 objects found under S3 URL \"{subject}\" given in input data source. Please ensure"
          + " that the bucket exists in the selected region ({region}), that objects exist under"
          + " that S3 prefix, and that the role \"{role}\" has \"s3:ListBucket\" permissions on"
          + " bucket \"{bucket}\".";
  private static final String DOWNLOAD = "ClientError: Data download failed:";
  private static final String UPLOAD_DENIED =
      "ClientError: Artifact upload failed:Error 7: AccessDenied (403): Access Denied";
  private static final String ILLEGAL_VPC =
      "InternalServerError: We encountered an internal error.  Please try again.";

  private Presets() {}

  /**
   * A condition, where it is met and what is said.
   *
   * @param subject what it is a condition of, such as {@code role}
   * @param condition the condition, such as {@code cannotBeAssumed}
   * @param where the operation that is refused, or the type that fails
   * @param phase the phase in which it fails; empty where a call is refused
   * @param paths where the document names the subject
   * @param code the code of the refusal; empty for a failure
   * @param text what is said, with places to be filled in
   */
  record Row(
      String subject,
      String condition,
      Glob where,
      String phase,
      List<String> paths,
      String code,
      String text) {}

  private static Row call(String what, String operation, String paths, String code, String text) {
    return row(what, operation, "", paths, code, text);
  }

  private static Row fails(String what, String type, String phase, String paths, String text) {
    return row(what, type, phase, paths, "", text);
  }

  private static Row row(
      String what, String where, String phase, String paths, String code, String text) {
    String[] words = what.split(" ", -1);
    List<String> all = paths.isEmpty() ? List.of() : List.of(paths.split(" ", -1));
    return new Row(words[0], words[1], Glob.of(where), phase, all, code, text);
  }

  /** All of them, in the order in which they are looked at. */
  static final List<Row> ALL =
      List.of(
          call(
              "operation isDenied",
              "*",
              "",
              DENIED,
              USER
                  + "sagemaker:{operation} on resource: {arn} with an explicit deny in an"
                  + " identity-based policy"),
          call(
              "operation deniesTags",
              "*",
              "Tags",
              DENIED,
              USER
                  + "sagemaker:AddTags on resource: {arn} because no identity-based policy allows"
                  + " the sagemaker:AddTags action"),
          call(
              "role cannotBePassed",
              "*",
              ROLES,
              DENIED,
              USER
                  + "iam:PassRole on resource: {subject} because no identity-based policy allows"
                  + " the iam:PassRole action"),
          call(
              "role cannotBeAssumed",
              "CreateModel",
              ROLES,
              VALIDATION,
              "The execution role ARN \"{subject}\" is invalid. Please ensure that the role exists"
                  + " and that its trust relationship policy allows the action \"sts:AssumeRole\""
                  + " for the service principal \"sagemaker.amazonaws.com\"."),
          call(
              "role cannotBeAssumed",
              "*",
              ROLES,
              VALIDATION,
              "Could not assume role {subject}. Please ensure that the role exists and allows"
                  + " principal 'sagemaker.amazonaws.com' to assume the role."),
          call(
              "image hasNoRepository",
              "*",
              IMAGES,
              VALIDATION,
              "Cannot find repository: {repository} in registry ID: {registry} Please check if your"
                  + " ECR repository exists and role {role} has"
                  + PULL),
          call(
              "image cannotBeRead",
              "*",
              IMAGES,
              VALIDATION,
              "Access denied for repository: {repository} in registry ID: {registry}. Please check"
                  + " if your ECR repository and image exist and role {role} has"
                  + PULL),
          call(
              "image isMissing",
              "CreateModel",
              IMAGES,
              VALIDATION,
              "Requested image {subject} not found."),
          call(
              "image isMissing",
              "*",
              IMAGES,
              VALIDATION,
              "Cannot find the requested image: {subject}. Please check if your ECR image exists"
                  + " and role {role} has"
                  + PULL),
          call("location isMissing", "CreateTrainingJob", CHANNELS, VALIDATION, NOTHING_THERE),
          call(
              "location isMissing",
              "CreateTransformJob",
              "TransformInput.DataSource.S3DataSource.S3Uri",
              VALIDATION,
              NOTHING_THERE),
          call(
              "location isMissing",
              "CreateModel",
              MODEL_DATA,
              VALIDATION,
              "Could not find model data at {subject}."),
          call(
              "location isDenied",
              "CreateModel",
              MODEL_DATA,
              VALIDATION,
              "Could not access model data at {subject}. Please ensure that the role \"{role}\""
                  + " exists and that its trust relationship policy allows the action"
                  + " \"sts:AssumeRole\" for the service principal \"sagemaker.amazonaws.com\"."
                  + " Also ensure that the role has \"s3:GetObject\" permissions and that the"
                  + " object is located in {region}. If your Model uses multiple models or"
                  + " uncompressed models, please ensure that the role has \"s3:ListBucket\""
                  + " permission."),
          call(
              "modelPackage isNotSubscribed",
              "CreateModel",
              "PrimaryContainer.ModelPackageName Containers.ModelPackageName",
              VALIDATION,
              "Caller is not subscribed to the marketplace offering."),
          call(
              "modelPackage takesNoEnvironment",
              "CreateModel",
              "PrimaryContainer.ModelPackageName Containers.ModelPackageName",
              VALIDATION,
              "Environment variable map cannot be specified when using a ModelPackage subscribed"
                  + " from AWS Marketplace."),
          call(
              "subnet isMissing",
              "*",
              SUBNETS,
              VALIDATION,
              "The subnet ID '{subject}' does not exist"),
          call(
              "securityGroup isMissing",
              "*",
              GROUPS,
              VALIDATION,
              "The security group '{subject}' does not exist"),
          call(
              "instances takeNoKey",
              "*",
              "ResourceConfig.InstanceType ProductionVariants.InstanceType",
              VALIDATION,
              "A KMS key cannot be specified for instance type {subject}, whose storage is local"
                  + " and encrypted by the instance."),
          fails(
              "role losesTrust",
              "training-job",
              "Starting",
              ROLES,
              "ClientError: TrainingHostAgent Initialization failed:InvalidInputException:"
                  + " SageMaker is unable to perform: sts:AssumeRole on the role. Check if you have"
                  + " a trust relationship for 'sagemaker.amazonaws.com' to assume the role."),
          fails(
              "role losesTrust",
              "*-job",
              "InProgress",
              ROLES,
              "ClientError: SageMaker was unable to assume the role '{subject}'"),
          fails(
              "image cannotBePulled",
              "training-job",
              "Downloading",
              IMAGES,
              "ClientError: Cannot pull algorithm container. Either the image does not exist or its"
                  + " permissions are incorrect."),
          fails(
              "image cannotBePulled",
              "endpoint",
              "Creating",
              IMAGES,
              "Please make sure all images included in the model for the production variant"
                  + " {variant} exist, and that the execution role used to create the model has"
                  + " permissions to access them."),
          fails(
              "image cannotBePulled",
              "*-job",
              "InProgress",
              IMAGES,
              "ClientError: Cannot pull algorithm container. Either the image does not exist or its"
                  + " permissions are incorrect."),
          fails(
              "image cannotBePulledByRole",
              "endpoint",
              "Creating",
              IMAGES,
              "The role '{role}' does not have BatchGetImage permission for the image:"
                  + " '{subject}'."),
          fails(
              "location isMissing",
              "processing-job",
              "InProgress",
              PROCESSED,
              "ClientError: " + NOTHING_THERE),
          fails(
              "location isDenied",
              "training-job",
              "Downloading",
              CHANNELS,
              DOWNLOAD + "Unable to download object {subject} (AccessDenied: Access Denied)"),
          fails(
              "location isDenied",
              "processing-job",
              "InProgress",
              PROCESSED,
              DOWNLOAD + "Unable to download object {subject} (AccessDenied: Access Denied)"),
          fails(
              "location isDenied",
              "training-job",
              "Uploading",
              "OutputDataConfig.S3OutputPath",
              UPLOAD_DENIED),
          fails(
              "location isUnreachable",
              "training-job",
              "Downloading",
              CHANNELS,
              DOWNLOAD + NO_ROUTE),
          fails(
              "location isUnreachable",
              "training-job",
              "Uploading",
              "OutputDataConfig.S3OutputPath",
              "ClientError: Artifact upload failed:" + NO_ROUTE),
          fails(
              "location isUnreachable",
              "processing-job",
              "InProgress",
              PROCESSED,
              "ClientError: Failed to download data. ListObjectsV2 failed for {subject}: Unable to"
                  + " execute request to S3"),
          fails(
              "location hasDoubledSlash",
              "training-job",
              "Downloading",
              CHANNELS,
              DOWNLOAD
                  + "Failed to download data. S3 key: {subject} has an illegal char sub-sequence"
                  + " '//' in it"),
          fails(
              "location isPartialPrefix",
              "training-job",
              "Downloading",
              CHANNELS,
              DOWNLOAD
                  + "Failed to download data. For FastFile mode, partial S3 prefix is not"
                  + " supported. S3 prefix has to end with a full file or folder. Add a trailing"
                  + " '/' to the S3 prefix if it is a folder."),
          fails(
              "instances haveTooLittleMemory",
              "training-job",
              "Training",
              "ResourceConfig.InstanceType",
              "ClientError: Please use an instance type with more memory, or reduce the size of job"
                  + " data processed on an instance."),
          fails(
              "instances haveTooLittleMemoryToUpload",
              "training-job",
              "Uploading",
              "ResourceConfig.InstanceType",
              "ClientError: Artifact upload failed:ClientError: Out of Memory. Please use a larger"
                  + " instance"),
          fails("subnet isMissing", "processing-job", "InProgress", SUBNETS, ILLEGAL_VPC),
          fails("securityGroup isMissing", "processing-job", "InProgress", GROUPS, ILLEGAL_VPC),
          fails(
              "subnet lacksDhcpOptions",
              "processing-job",
              "InProgress",
              SUBNETS,
              "ClientError: expected DHCP options to include keys domain-name-servers and"
                  + " domain-name, but missing one or more attributes: {}.Please refer to"
                  + " https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html for more"
                  + " details"),
          fails(
              "key isDenied",
              "training-job",
              "Starting",
              VOLUME_KEYS,
              "ClientError: User: {role} is not authorized to perform: kms:CreateGrant on resource:"
                  + " {subject} because no resource-based policy allows the kms:CreateGrant"
                  + " action"),
          fails(
              "key isDenied",
              "*-job",
              "InProgress",
              VOLUME_KEYS,
              "ClientError: User: {role} is not authorized to perform: kms:CreateGrant on resource:"
                  + " {subject} because no resource-based policy allows the kms:CreateGrant"
                  + " action"),
          fails(
              "key isDenied",
              "training-job",
              "Uploading",
              "OutputDataConfig.KmsKeyId",
              UPLOAD_DENIED));
}
