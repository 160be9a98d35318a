package dev.mlsim.services.sagemaker.search;

import dev.mlsim.service.Family;

/**
 * SageMaker's Search, over every kind of resource that is simulated: see {@link Searchable}. The
 * grammar is the API reference's (SearchExpression, Filter, NestedFilters).
 */
public final class Search {
  private Search() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .operation("Search", new SearchAll())
        .operation("GetSearchSuggestions", new Suggestions());
    Catalogs.declare(family);
    family
        .judged(
            "search-words",
            "Search.ValidationException",
            "The wording of what is wrong with an expression, but for [Unknown property name] and"
                + " the limit of CONTAINS; Exists and NotExists take no value, other operators need"
                + " one.")
        .judged(
            "search-values",
            "Search.SearchExpression",
            "Texts are compared with their case; what lacks the property passes NotEquals; of a"
                + " list none is what NotEquals names; a time without a fraction is compared to the"
                + " second; In is a list with commas.")
        .judged(
            "search-contains",
            "Search.Operator",
            "Feature groups and their metadata can be asked for what they contain as often as one"
                + " likes.")
        .judged(
            "search-order",
            "Search.SortBy",
            "What lacks the property comes last; of what is equal the newest is first, or last"
                + " where the order is Ascending; what has no LastModifiedTime is sorted by"
                + " CreationTime; 10 to a page, and a page is of what there is when it is asked"
                + " for.")
        .judged(
            "search-images",
            "Search.Results",
            "Images and their versions are found as empty records, since the API has no member for"
                + " them; what is asked of them is what Describe shows.")
        .judged(
            "search-models",
            "Search.Model",
            "A model can be asked for by the members of the dashboard's structure and of the model"
                + " inside it.")
        .judged(
            "search-suggestions",
            "GetSearchSuggestions.PropertyNameSuggestions",
            "20 names that begin with the hint, all where none is given; keys that records have"
                + " come last.")
        .differs(
            "search-index",
            "Search",
            "What is written is found at once; sim.consistency() and aged lists have it found"
                + " later, as what it is by then.")
        .differs(
            "search-accounts",
            "Search.CrossAccountFilterOption",
            "Nobody shares anything, so that [CrossAccount] finds nothing.")
        .differs(
            "search-dashboard",
            "Search.Model",
            "A model has no card in its record, and its schedules have no alerts.");
  }
}
