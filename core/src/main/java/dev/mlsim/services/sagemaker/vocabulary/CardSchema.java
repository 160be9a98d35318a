package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Precondition;
import java.util.List;
import java.util.Optional;

/**
 * What the content of a model card may be (developer guide, "Model card JSON schema"), and that of
 * a model package's card, which is a simpler one ("Model package model card schema").
 */
public final class CardSchema {
  private static final String OVERVIEW =
      """
      'model_description': 'text 1024', 'model_id': 'text 1024', 'model_name': 'text 1024',
      'model_version': 'number', 'problem_type': 'text 1024', 'algorithm_type': 'text 1024',
      'model_owner': 'text 1024', 'inference_environment': {'container_image': ['text 1024']},
      """;

  private static final String DETAILS =
      """
      'model_package_details': {
        'model_package_description': 'text 1024', 'model_package_arn': 'name 2048',
        'created_by': {'user_profile_name': 'text 63'},
        'model_package_status': 'Pending|InProgress|Completed|Failed|Deleting',
        'model_approval_status': 'Approved|Rejected|PendingManualApproval',
        'approval_description': 'text 1024', 'model_package_group_name': 'name 63',
        'model_package_name': 'name 63', 'model_package_version': 'number',
        'domain': 'text 1024', 'task': 'text 1024',
        'source_algorithms': [{'algorithm_name!': 'text 170', 'model_data_url': 'text 1024'}],
        'inference_specification': {'containers!': [{'model_data_url': 'text 1024',
          'image!': 'text 255', 'nearest_model_name': 'text 1024'}]}},
      """;

  private static final String METRIC = "'name!': 'name 255', 'notes': 'text 1024', 'type!': ";
  private static final String AXIS = "_axis_name': 'text 63'";
  private static final String AXES = "_axis_name': ['text 63']";

  private static final String REST =
      """
      'intended_uses': {
        'purpose_of_model': 'text 2048', 'intended_uses': 'text 2048',
        'factors_affecting_model_efficiency': 'text 2048',
        'risk_rating': 'High|Medium|Low|Unknown', 'explanations_for_risk_rating': 'text 2048'},
      'business_details': {'business_problem': 'text 2048', 'business_stakeholders': 'text 2048',
        'line_of_business': 'text 2048'},
      'training_details': {
        'objective_function': 'any', 'training_observations': 'text 1024',
        'training_job_details': {
          'training_arn': 'text 1024', 'training_datasets': ['text 1024'],
          'training_environment': {'container_image': ['text 1024']},
          'training_metrics': [TRAINING_METRIC], 'user_provided_training_metrics': [TRAINING_METRIC],
          'hyper_parameters': [PARAMETER], 'user_provided_hyper_parameters': [PARAMETER]}},
      'evaluation_details': [{
        'name!': 'name 63', 'evaluation_observation': 'text 2096', 'evaluation_job_arn': 'text 256',
        'datasets': ['text 1024', 10], 'metadata': {'*': 'text 1024'},
        'metric_groups': [{'name!': 'name 63', '*': 'any', 'metric_data!': [{'?': [
          {%SIMPLE 'number|string|boolean', 'value!': 'scalar 63', 'x%AXIS, 'y%AXIS},
          {%SIMPLE 'linear_graph', 'value!': [['number']], 'x%AXIS, 'y%AXIS},
          {%SIMPLE 'bar_chart', 'value!': ['number'], 'x%AXES, 'y%AXIS},
          {%SIMPLE 'matrix', 'value!': [['number', 20], 20], 'x%AXES, 'y%AXES}]}]}]}],
      'additional_information': {
        'ethical_considerations': 'text 2048', 'caveats_and_recommendations': 'text 2048',
        'custom_details': {'*': 'text 1024'}}
      """
          .replace(
              "TRAINING_METRIC", "{'name!': 'name 255', 'notes': 'text 1024', 'value!': 'number'}")
          .replace("PARAMETER", "{'name!': 'name 255', 'value!': 'name 255'}")
          .replace("%SIMPLE", METRIC)
          .replace("%AXIS", AXIS)
          .replace("%AXES", AXES);

  private static final String CREATOR =
      "'model_creator': 'text 1024', 'model_artifact': ['text 1024']},";

  /** A model card's. */
  public static final CardSchema OF_CARD =
      new CardSchema("{'model_overview': {" + OVERVIEW + CREATOR + DETAILS + REST + "}");

  /** The card's of a model package. */
  public static final CardSchema OF_PACKAGE =
      new CardSchema("{'model_overview': {" + CREATOR + REST + "}");

  private final ObjectNode shape;

  private CardSchema(String shape) {
    this.shape = Documents.of(shape);
  }

  /** The rule that the content in a member of the input, if it is given, conforms to this. */
  public Precondition in(String member) {
    return Precondition.of(
        "the content of the model card conforms to the schema",
        VALIDATION,
        call -> call.at(member).flatMap(content -> breach(content)));
  }

  private Optional<String> breach(JsonNode content) {
    Optional<ObjectNode> parsed = Documents.parsed(content.asText());
    if (parsed.isEmpty()) {
      return Optional.of("Model card content is not a valid JSON document.");
    }
    List<String> breaches = new DocumentShape(shape).breaches(parsed.get());
    return breaches.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Model card content does not conform to the schema: " + String.join(", ", breaches));
  }
}
