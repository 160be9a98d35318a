package dev.mlsim.services.personalize.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.RecipeTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Personalize itself brings: recipes, their algorithms and feature transformations. They are
 * the same in every account, ACTIVE, and never change, so that all worlds share them.
 */
public final class Catalogue {
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:personalize:::([a-z-]+)/([A-Za-z0-9_-]+)");

  static final ResourceType RECIPE = type("recipe", "recipeArn");
  private static final ResourceType ALGORITHM = type("algorithm", "algorithmArn");
  private static final ResourceType TRANSFORMATION =
      type("feature-transformation", "featureTransformationArn");

  private static final Map<String, Resource> RECIPES = new LinkedHashMap<>();
  private static final Map<String, Resource> ALGORITHMS = new LinkedHashMap<>();
  private static final Map<String, Resource> TRANSFORMATIONS = new LinkedHashMap<>();

  static {
    RecipeTable.algorithms()
        .forEach(
            (name, facts) -> add(ALGORITHMS, ALGORITHM, name, LocalDate.of(2019, 6, 10), facts));
    for (RecipeTable.Row row : RecipeTable.rows()) {
      ObjectNode recipe =
          Documents.empty()
              .put("description", row.description())
              .put("recipeType", row.type())
              .put("algorithm", row.algorithm())
              .put("transformation", row.transformation());
      if (!row.domain().isEmpty()) {
        recipe.put("domain", row.domain());
      }
      add(RECIPES, RECIPE, row.name(), row.since(), recipe);
      if (!ALGORITHMS.containsKey(row.algorithm())) {
        add(ALGORITHMS, ALGORITHM, row.algorithm(), row.since(), Documents.empty());
      }
      if (!row.transformation().isEmpty()) {
        add(
            TRANSFORMATIONS,
            TRANSFORMATION,
            row.transformation(),
            row.since(),
            Documents.of("{'defaultParameters': {}}"));
      }
    }
  }

  private Catalogue() {}

  private static ResourceType type(String kind, String arnMember) {
    return ResourceType.named("personalize:" + kind)
        .arn(arnMember, kind + "/{key}")
        .called("name")
        .foundBy(call -> find(call, arnMember, kind))
        .computed("name", (r, w) -> Values.text(r.name()))
        .computed("status", (r, w) -> Values.text(Lifecycles.ACTIVE))
        .times("creationDateTime", "lastUpdatedDateTime")
        .computed(arnMember, (r, w) -> Values.text(arn(w.account().partition(), kind, r.name())))
        .computed(
            "algorithmArn",
            (r, w) ->
                Values.text(
                    arn(
                        w.account().partition(),
                        "algorithm",
                        kind.equals("algorithm")
                            ? r.name()
                            : PersonalizeType.text(r, "algorithm"))))
        .computed(
            "featureTransformationArn",
            (r, w) -> {
              String name =
                  kind.equals("recipe") ? PersonalizeType.text(r, "transformation") : r.name();
              return name.isEmpty()
                  ? Optional.empty()
                  : Values.text(arn(w.account().partition(), "feature-transformation", name));
            })
        .missingError(Errors.NOT_FOUND, (call, arn) -> PersonalizeType.missing(kind, arn))
        .build();
  }

  private static String arn(String partition, String kind, String name) {
    return "arn:" + partition + ":personalize:::" + kind + "/" + name;
  }

  private static void add(
      Map<String, Resource> to, ResourceType type, String name, LocalDate since, ObjectNode facts) {
    Instant created = since.atStartOfDay(ZoneOffset.UTC).toInstant();
    to.putIfAbsent(
        name,
        new Resource(type.name(), name, name, "", Lifecycle.STATELESS, facts, created)
            .numbered(to.size() + 1L));
  }

  public static void declare(Service.Builder service) {
    List<Resource> recipes = Collections.unmodifiableList(new ArrayList<>(RECIPES.values()));
    service
        .operation("DescribeRecipe", Describe.a(RECIPE).in("recipe"))
        .operation("DescribeAlgorithm", Describe.a(ALGORITHM).in("algorithm"))
        .operation(
            "DescribeFeatureTransformation", Describe.a(TRANSFORMATION).in("featureTransformation"))
        .operation(
            "ListRecipes",
            ListAll.of(RECIPE)
                .among(call -> recipes)
                .filter("recipeProvider", (recipe, provider, world) -> true)
                .sorted("name", false));
  }

  private static Optional<Resource> find(Call call, String arnMember, String kind) {
    return call.text(arnMember)
        .flatMap(Catalogue::find)
        .filter(found -> found.type().equals("personalize:" + kind));
  }

  private static Optional<Resource> find(String arn) {
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches()) {
      return Optional.empty();
    }
    Map<String, Resource> kind =
        switch (parts.group(1)) {
          case "recipe" -> RECIPES;
          case "algorithm" -> ALGORITHMS;
          case "feature-transformation" -> TRANSFORMATIONS;
          default -> Map.<String, Resource>of();
        };
    return Optional.ofNullable(kind.get(parts.group(2)));
  }

  /** The recipe of that ARN, or the error for a missing one. */
  public static Recipe recipe(String arn) {
    return find(arn)
        .filter(found -> found.type().equals(RECIPE.name()))
        .map(
            found ->
                new Recipe(
                    found.name(),
                    PersonalizeType.text(found, "recipeType"),
                    PersonalizeType.text(found, "domain")))
        .orElseThrow(() -> PersonalizeType.missing("recipe", arn));
  }

  /** What is known of the algorithm of a recipe. */
  public static ObjectNode algorithm(String recipeName) {
    return Optional.ofNullable(RECIPES.get(recipeName))
        .map(recipe -> ALGORITHMS.get(PersonalizeType.text(recipe, "algorithm")))
        .map(Resource::attributes)
        .orElseGet(Documents::empty);
  }

  /** The recipe that a member of the input names exists, and satisfies a rule. */
  public static Precondition recipeRule(
      String rule, Function<CallOfRecipe, Optional<String>> violation) {
    return new Precondition(
        rule,
        Errors.INVALID,
        call ->
            call.text("recipeArn")
                .flatMap(arn -> violation.apply(new CallOfRecipe(call, recipe(arn))))
                .ifPresent(
                    message -> {
                      throw new ServiceError(Errors.INVALID, message);
                    }));
  }

  /**
   * A recipe.
   *
   * @param name such as {@code aws-user-personalization}
   * @param type such as {@code USER_PERSONALIZATION}
   * @param domain the domain whose recommenders use it, empty for those of solutions
   */
  public record Recipe(String name, String type, String domain) {}

  /**
   * A call that names a recipe.
   *
   * @param call the call
   * @param recipe the recipe
   */
  public record CallOfRecipe(Call call, Recipe recipe) {}
}
