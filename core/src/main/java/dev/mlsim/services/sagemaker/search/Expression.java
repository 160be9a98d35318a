package dev.mlsim.services.sagemaker.search;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the expression of a search (API reference, SearchExpression): filters, nested filters, of
 * which one element of a list meets all, and expressions inside, joined by And or Or. For one use.
 */
final class Expression {
  private static final int MOST_ELEMENTS = 50;

  /** Properties that can be asked for what they contain as often as one likes (Operator). */
  private static final Map<String, Set<String>> EXEMPT =
      Map.of(
          "Experiment", Set.of("DisplayName", "ExperimentName", "Tags"),
          "ExperimentTrial", Set.of("DisplayName", "TrialName", "Tags"),
          "ExperimentTrialComponent",
              Set.of(
                  "DisplayName",
                  "TrialComponentName",
                  "Tags",
                  "InputArtifacts",
                  "OutputArtifacts"));

  private final Call call;
  private final Searchable kind;
  private int elements;
  private int contains;

  private Expression(Call call, Searchable kind) {
    this.call = call;
    this.kind = kind;
  }

  /** What a search asks for; without an expression everything passes. */
  static Predicate<ObjectNode> of(Call call, Searchable kind) {
    return call.at("SearchExpression").map(new Expression(call, kind)::read).orElse(found -> true);
  }

  private Predicate<ObjectNode> read(JsonNode expression) {
    List<Predicate<ObjectNode>> parts = new ArrayList<>();
    for (JsonNode filter : expression.path("Filters")) {
      Comparison comparison = comparison(filter);
      parts.add(found -> comparison.passes(comparison.property().values(found)));
    }
    for (JsonNode nested : expression.path("NestedFilters")) {
      count();
      parts.add(nested(nested));
    }
    for (JsonNode inner : expression.path("SubExpressions")) {
      count();
      parts.add(read(inner));
    }
    if (parts.isEmpty()) {
      throw new ServiceError(
          VALIDATION,
          "A search expression must have at least one of Filters, NestedFilters and"
              + " SubExpressions.");
    }
    return expression.path("Operator").asText().equals("Or")
        ? found -> parts.stream().anyMatch(part -> part.test(found))
        : found -> parts.stream().allMatch(part -> part.test(found));
  }

  private void count() {
    elements++;
    if (elements > MOST_ELEMENTS) {
      throw new ServiceError(
          VALIDATION,
          "A search expression can have at most " + MOST_ELEMENTS + " elements in all.");
    }
  }

  private Comparison comparison(JsonNode filter) {
    count();
    Property property = Property.of(call, kind, filter.path("Name").asText());
    Comparison comparison = Comparison.of(filter, property);
    if (comparison.isContains() && !isExempt(property)) {
      contains++;
      if (contains > 1) {
        throw new ServiceError(VALIDATION, "'CONTAINS' operator usage limit of 1 exceeded.");
      }
    }
    return comparison;
  }

  private boolean isExempt(Property property) {
    return kind.type().equals("feature-group")
        || EXEMPT.getOrDefault(kind.resource(), Set.of()).contains(Paths.head(property.name()));
  }

  private Predicate<ObjectNode> nested(JsonNode nested) {
    String list = nested.path("NestedPropertyName").asText();
    Property whole = Property.of(call, kind, list);
    List<Comparison> comparisons = new ArrayList<>();
    for (JsonNode filter : nested.path("Filters")) {
      Comparison comparison = comparison(filter);
      if (!comparison.property().path().startsWith(list + ".")) {
        throw new ServiceError(
            VALIDATION,
            "Property " + comparison.property().name() + " is not nested in " + list + ".");
      }
      comparisons.add(comparison);
    }
    return found ->
        whole.values(found).stream()
            .anyMatch(element -> comparisons.stream().allMatch(c -> passes(c, element, list)));
  }

  private static boolean passes(Comparison comparison, JsonNode element, String list) {
    List<JsonNode> values = new ArrayList<>();
    Paths.tell(element, comparison.property().within(list).path(), values::add);
    return comparison.passes(values);
  }
}
