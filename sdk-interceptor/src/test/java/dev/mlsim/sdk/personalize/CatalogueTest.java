package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.Algorithm;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.Recipe;
import software.amazon.awssdk.services.personalize.model.RecipeSummary;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

/** Recipes, algorithms and feature transformations. */
class CatalogueTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;

  @Test
  void recipes_are_listed_in_alphabetical_order() {
    assertThat(personalize.listRecipes(r -> r.recipeProvider("SERVICE")).recipes())
        .hasSize(25)
        .isSortedAccordingTo((a, b) -> a.name().compareTo(b.name()))
        .allSatisfy(recipe -> assertThat(recipe.status()).isEqualTo("ACTIVE"))
        .extracting(RecipeSummary::name)
        .contains("aws-user-personalization", "aws-sims", "aws-vod-top-picks");
    assertThat(personalize.listRecipesPaginator(r -> r.maxResults(4)).recipes()).hasSize(25);
  }

  @Test
  void recipes_of_a_domain_can_be_asked_for() {
    assertThat(personalize.listRecipes(r -> r.domain("VIDEO_ON_DEMAND")).recipes())
        .hasSize(5)
        .allSatisfy(recipe -> assertThat(recipe.domainAsString()).isEqualTo("VIDEO_ON_DEMAND"));
    assertThat(personalize.listRecipes(r -> {}).recipes())
        .filteredOn(recipe -> recipe.name().equals("aws-sims"))
        .singleElement()
        .satisfies(recipe -> assertThat(recipe.domain()).isNull());
  }

  @Test
  void a_recipe_leads_to_its_algorithm_and_transformation() {
    Recipe recipe =
        personalize
            .describeRecipe(r -> r.recipeArn(PersonalizeWorld.RECIPES + "aws-hrnn-metadata"))
            .recipe();

    assertThat(recipe.recipeType()).isEqualTo("USER_PERSONALIZATION");
    assertThat(recipe.creationDateTime()).isEqualTo("2019-06-10T00:00:00Z");
    assertThat(recipe.algorithmArn())
        .isEqualTo("arn:aws:personalize:::algorithm/aws-hrnn-metadata");
    Algorithm algorithm =
        personalize.describeAlgorithm(r -> r.algorithmArn(recipe.algorithmArn())).algorithm();
    assertThat(algorithm.name()).isEqualTo("aws-hrnn-metadata");
    assertThat(algorithm.defaultHyperParameters()).containsEntry("hidden_dimension", "43");
    assertThat(algorithm.defaultHyperParameterRanges().integerHyperParameterRanges())
        .extracting(range -> range.name())
        .containsExactly("hidden_dimension", "bptt");
    assertThat(
            personalize
                .describeFeatureTransformation(
                    r -> r.featureTransformationArn(recipe.featureTransformationArn()))
                .featureTransformation())
        .satisfies(
            transformation -> {
              assertThat(transformation.name()).isEqualTo("featurize_metadata");
              assertThat(transformation.status()).isEqualTo("ACTIVE");
            });
  }

  @Test
  void every_recipe_and_its_algorithm_can_be_described() {
    for (RecipeSummary summary : personalize.listRecipes(r -> {}).recipes()) {
      Recipe recipe = personalize.describeRecipe(r -> r.recipeArn(summary.recipeArn())).recipe();

      assertThat(recipe.name()).isEqualTo(summary.name());
      assertThat(recipe.recipeArn()).isEqualTo(summary.recipeArn());
      assertThat(recipe.description()).isNotEmpty();
      assertThat(
              personalize
                  .describeAlgorithm(r -> r.algorithmArn(recipe.algorithmArn()))
                  .algorithm()
                  .algorithmArn())
          .isEqualTo(recipe.algorithmArn());
    }
  }

  @Test
  void what_is_not_in_the_catalogue_is_not_found() {
    assertThatThrownBy(
            () -> personalize.describeRecipe(r -> r.recipeArn(PersonalizeWorld.RECIPES + "mine")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Resource Arn " + PersonalizeWorld.RECIPES + "mine does not exist.")
        .satisfies(PersonalizeErrors::hasStatus400);
    assertThatThrownBy(
            () ->
                personalize.describeAlgorithm(
                    r -> r.algorithmArn(PersonalizeWorld.RECIPES + "aws-sims")))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void in_china_the_catalogue_is_in_its_partition() {
    Simulator china = Simulator.builder().region("cn-north-1").build();
    PersonalizeClient client = SimulatedClients.of(china).create(PersonalizeClient.class);

    assertThat(
            client
                .describeRecipe(r -> r.recipeArn("arn:aws-cn:personalize:::recipe/aws-sims"))
                .recipe()
                .algorithmArn())
        .isEqualTo("arn:aws-cn:personalize:::algorithm/aws-sims");
  }
}
