package dev.mlsim.services.personalize.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Personalize itself brings: recipes, their algorithms and feature transformations. They are
 * the same in every account, ACTIVE, and never change, so that all worlds share them.
 */
public final class Catalogue {
  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:personalize:::([a-z-]+)/([A-Za-z0-9_-]+)");

  private static final ResourceType RECIPE = type("recipe", "recipeArn");
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

  /** Declares the family. */
  public static void declare(Family family) {
    List<Resource> recipes = Collections.unmodifiableList(new ArrayList<>(RECIPES.values()));
    family
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
}
