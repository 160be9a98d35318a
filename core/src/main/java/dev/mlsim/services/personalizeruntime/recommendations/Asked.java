package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import dev.mlsim.services.personalize.vocabulary.Subject;
import dev.mlsim.services.personalize.vocabulary.TrainedModel;
import dev.mlsim.services.personalize.vocabulary.Types;

/**
 * Who answers a call: a campaign with the solution version that it serves, which is the old one
 * while it is being updated, or a recommender, which is its own model.
 *
 * @param resource the campaign or recommender
 * @param model what was trained: the solution version, or the recommender
 * @param recipe the recipe it was trained with
 */
record Asked(Resource resource, Resource model, Recipes.Recipe recipe) {
  static final String NEXT_BEST_ACTION = "aws-next-best-action";
  private static final String METADATA = "enableMetadataWithRecommendations";

  /** Who answers; refuses the call in AWS's words if nobody does. */
  static Asked by(Call call) {
    boolean recommends = call.has("recommenderArn");
    if (recommends == call.has("campaignArn")) {
      throw new ServiceError(
          Errors.INVALID,
          recommends
              ? "Only one of campaignArn and recommenderArn can be provided."
              : "Either campaignArn or recommenderArn must be provided.");
    }
    return recommends ? recommender(call) : campaign(call);
  }

  static Asked campaign(Call call) {
    String arn =
        call.text("campaignArn")
            .orElseThrow(
                () -> new ServiceError(Errors.INVALID, "The campaignArn must be provided."));
    Resource campaign = active(call, Types.CAMPAIGN, arn);
    String version = PersonalizeType.text(campaign, "solutionVersionArn");
    Resource model =
        call.world()
            .registry()
            .byArn(Types.SOLUTION_VERSION, version)
            .orElseThrow(() -> PersonalizeType.missing("solution", version));
    return new Asked(campaign, model, Recipes.recipe(PersonalizeType.text(model, "recipeArn")));
  }

  private static Asked recommender(Call call) {
    Resource recommender =
        active(call, Types.RECOMMENDER, call.text("recommenderArn").orElseThrow());
    return new Asked(
        recommender, recommender, Recipes.recipe(PersonalizeType.text(recommender, "recipeArn")));
  }

  /** What is stopped is refused as such; what is not there yet, or not any more, is missing. */
  private static Resource active(Call call, TypeRef type, String arn) {
    Resource found =
        call.world()
            .registry()
            .byArn(type, arn)
            .orElseThrow(() -> PersonalizeType.missing(type.name(), arn));
    if (found.is(Lifecycles.ACTIVE)) {
      return found;
    }
    boolean isStopped = found.state().status().matches("INACTIVE|(STOP|START) .*");
    throw isStopped
        ? new ServiceError(Errors.INVALID, PersonalizeType.untimely(found).message())
        : PersonalizeType.missing(type.name(), arn);
  }

  /** The ARN of the dataset group. */
  String group() {
    return PersonalizeType.group(model);
  }

  boolean isRecommender() {
    return resource == model;
  }

  boolean ranks() {
    return recipe.type().equals("PERSONALIZED_RANKING");
  }

  boolean isForActions() {
    return recipe.name().equals(NEXT_BEST_ACTION);
  }

  boolean givesMetadata() {
    String config = isRecommender() ? "recommenderConfig." : "campaignConfig.";
    return Documents.at(resource.attributes(), config + METADATA)
        .map(JsonNode::asBoolean)
        .orElse(false);
  }

  TrainedModel trained(Subject subject, World world) {
    return new TrainedModel(
        group(), model.notes().path(PersonalizeType.SEED).asLong(), subject, world);
  }
}
