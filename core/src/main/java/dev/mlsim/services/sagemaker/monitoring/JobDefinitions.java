package dev.mlsim.services.sagemaker.monitoring;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Values;
import java.util.Optional;

/**
 * SageMaker's definitions of monitoring jobs: four kinds that differ in the names of their members
 * and in few rules. They never change; the defaults are those that the AWS controllers for
 * Kubernetes record.
 */
final class JobDefinitions {
  /** What an input, and what the outputs, are where a request says nothing. */
  private static final String DEFAULTS =
      """
      {'?{kind}JobInput': {
         '?EndpointInput': {
           'S3InputMode': 'File', 'S3DataDistributionType': 'FullyReplicated'},
         '?BatchTransformInput': {
           'S3InputMode': 'File', 'S3DataDistributionType': 'FullyReplicated'}},
       '?{kind}JobOutputConfig': {
         'MonitoringOutputs': [{'?S3Output': {'S3UploadMode': 'Continuous'}}]}}
      """;

  private JobDefinitions() {}

  static void declare(Family family) {
    for (Kind kind : Kind.values()) {
      declare(family, kind);
    }
    family
        .judged(
            "monitoring-defaults",
            "DescribeDataQualityJobDefinition",
            "An input is read as File, FullyReplicated, and an output written as Continuous where"
                + " the request says nothing, of transform jobs as of endpoints.")
        .judged(
            "monitoring-definition-rules",
            "CreateDataQualityJobDefinition.ValidationException",
            "The words where a definition has no input or two, an offset that is none, or an"
                + " endpoint that isn't there or captures nothing; and that it is looked for.")
        .judged(
            "monitoring-definition-in-use",
            "DeleteDataQualityJobDefinition",
            "A definition can be deleted while a schedule names it, whose runs then fail.");
  }

  private static void declare(Family family, Kind kind) {
    ObjectNode defaults = Documents.of(DEFAULTS.replace("{kind}", kind.word()));
    String input = kind.member("JobInput");
    family
        .resource(kind.noun())
        .identifiedBy("JobDefinitionName")
        .arn("JobDefinitionArn", kind.definitions().name() + "/{key}")
        .prepared((call, definition) -> definition.fill(defaults))
        .requires(
            Precondition.oneOf(
                VALIDATION, input + ".EndpointInput", input + ".BatchTransformInput"),
            Precondition.of(
                "the offsets are of a time that has passed, the end after the start",
                VALIDATION,
                call -> ScheduleRules.badOffsets(Definition.of(kind, call.input()).source())))
        .thenRequires(
            Precondition.of(
                "the endpoint is there and captures data",
                VALIDATION,
                call ->
                    ScheduleRules.badEndpoint(
                        Definition.of(kind, call.input()).endpoint(), call.world())),
            OWN_ROLE)
        .computed("MonitoringJobDefinitionName", (one, world) -> Values.text(one.name()))
        .computed("MonitoringJobDefinitionArn", (one, world) -> Values.text(one.arn()))
        .computed(
            "EndpointName",
            (one, world) ->
                Optional.of(TextNode.valueOf(Definition.of(kind, one.attributes()).endpoint())))
        .missing(NOT_FOUND, "Could not find job definition with name {name}")
        .duplicate(IN_USE, "Job definition with name {name} already exists")
        .judgedWords("missing", "duplicate");
  }
}
