package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ListOrder.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists the resources of a type: in order, a page at a time, filtered by what the input's members
 * say (see {@link Filter}); each looks as the elements of the output's list do.
 */
public final class ListAll implements Handler {
  private static final List<String> SORTING = List.of("SortBy", "SortOrder", "sortBy", "sortOrder");

  private final ResourceType type;
  private final Map<String, Filter> filters;
  private final String sortBy;
  private final boolean descending;
  private final boolean ascendingIfSorted;
  private final int pageSize;
  private final Optional<Paginator> pages;
  private final Optional<Function<Call, Collection<Resource>>> source; // empty for all
  private final List<Precondition> preconditions;

  private ListAll(
      ResourceType type,
      Map<String, Filter> filters,
      String sortBy,
      boolean descending,
      boolean ascendingIfSorted,
      int pageSize,
      Optional<Paginator> pages,
      Optional<Function<Call, Collection<Resource>>> source,
      List<Precondition> preconditions) {
    this.type = type;
    this.filters = filters;
    this.sortBy = sortBy;
    this.descending = descending;
    this.ascendingIfSorted = ascendingIfSorted;
    this.pageSize = pageSize;
    this.pages = pages;
    this.source = source;
    this.preconditions = preconditions;
  }

  /** An operation that lists the resources of the type, newest first. */
  public static ListAll of(ResourceType type) {
    return new ListAll(
        type, Map.of(), "", true, false, 0, Optional.empty(), Optional.empty(), List.of());
  }

  /** What an input member lets pass, where its name doesn't say it. */
  public ListAll filter(String member, Filter filter) {
    Map<String, Filter> more = new HashMap<>(filters);
    more.put(member, filter);
    return new ListAll(
        type, more, sortBy, descending, ascendingIfSorted, pageSize, pages, source, preconditions);
  }

  /** In another order where the caller asks for none. */
  public ListAll sorted(String member, boolean downwards) {
    return new ListAll(
        type,
        filters,
        member,
        downwards,
        ascendingIfSorted,
        pageSize,
        pages,
        source,
        preconditions);
  }

  /** Upwards where the caller says by what to sort, and not in which order. */
  public ListAll ascendingIfSorted() {
    return new ListAll(
        type, filters, sortBy, descending, true, pageSize, pages, source, preconditions);
  }

  /** With pages of another size where the caller asks for none. */
  public ListAll pagesOf(int size) {
    return new ListAll(
        type, filters, sortBy, descending, ascendingIfSorted, size, pages, source, preconditions);
  }

  /** Paged by these members, where the model doesn't say. */
  public ListAll paged(String inputToken, String outputToken, String limit, String result) {
    return new ListAll(
        type,
        filters,
        sortBy,
        descending,
        ascendingIfSorted,
        pageSize,
        Optional.of(new Paginator(inputToken, outputToken, limit, result)),
        source,
        preconditions);
  }

  /** Of those resources only. */
  public ListAll among(Function<Call, Collection<Resource>> resources) {
    return new ListAll(
        type,
        filters,
        sortBy,
        descending,
        ascendingIfSorted,
        pageSize,
        pages,
        Optional.of(call -> call.world().seen(resources.apply(call))),
        preconditions);
  }

  /** All that it lists of, before it filters: what is made when it is read is there then. */
  public Collection<Resource> resources(Call call) {
    return source.isPresent() ? source.get().apply(call) : call.world().seen(type);
  }

  /** With rules. */
  public ListAll requires(Precondition... rules) {
    List<Precondition> all = new ArrayList<>(preconditions);
    all.addAll(List.of(rules));
    return new ListAll(
        type, filters, sortBy, descending, ascendingIfSorted, pageSize, pages, source, all);
  }

  /** The member by which it sorts where the caller asks for nothing; empty for the creation. */
  public String sortedBy() {
    return sortBy;
  }

  /** Whether it lists downwards where the caller asks for nothing. */
  public boolean isDescending() {
    return descending;
  }

  /** How many a page has where the caller asks for nothing. */
  public int pageSize(Listing listing) {
    return pageSize > 0 ? pageSize : listing.pageSize();
  }

  /** A filter that the call gives; one by the time of creation comes before the page is cut. */
  private record Asked(JsonNode value, Filter filter, boolean byCreation) {
    boolean passes(Resource resource, Call call) {
      return filter.passes(resource, value, call.world());
    }
  }

  @Override
  public ObjectNode answer(Call call) {
    preconditions.forEach(rule -> rule.check().verify(call));
    Paging paging = Paging.of(call, pages);
    Listing listing = call.service().listing();
    int size = paging.size(pageSize(listing));
    Iterator<Item> rest = inOrder(call, paging.after());
    List<Asked> asked = asked(call, paging);
    List<Resource> page = new ArrayList<>();
    Optional<Item> last = Optional.empty();
    int taken = 0;
    while (rest.hasNext() && taken < size) {
      Item item = rest.next();
      last = Optional.of(item);
      if (asked.stream().allMatch(a -> a.passes(item.resource(), call))) {
        page.add(item.resource());
      }
      if (isOnPage(item, asked, listing, call)) {
        taken++;
      }
    }
    Optional<PageToken> next =
        last.filter(item -> hasMore(rest, asked, listing, call))
            .map(item -> new PageToken(item.sortKey(), item.resource().sequence()));
    return paging.output(shown(call, paging.paginator().resultKey(), page), next);
  }

  /** A service that cuts the page first still looks only at what was created when it should. */
  private static boolean isOnPage(Item item, List<Asked> asked, Listing listing, Call call) {
    return asked.stream()
        .filter(a -> a.byCreation() || !listing.cutBeforeFilter())
        .allMatch(a -> a.passes(item.resource(), call));
  }

  private static boolean hasMore(
      Iterator<Item> rest, List<Asked> asked, Listing listing, Call call) {
    while (rest.hasNext()) {
      if (isOnPage(rest.next(), asked, listing, call)) {
        return true;
      }
    }
    return false;
  }

  private Iterator<Item> inOrder(Call call, Optional<PageToken> after) {
    boolean down =
        call.text("SortOrder")
            .or(() -> call.text("sortOrder"))
            .map(order -> order.toLowerCase(Locale.ROOT).startsWith("desc"))
            .orElse(descending && !(ascendingIfSorted && call.has("SortBy")));
    String member = sortMember(call);
    return source.isPresent()
        ? ListOrder.walk(source.get().apply(call), type, member, call.world(), after, down)
        : ListOrder.walk(type, member, call.world(), after, down);
  }

  private String sortMember(Call call) {
    return call.text("SortBy")
        .or(() -> call.text("sortBy"))
        .map(ListAll::memberName)
        .map(
            by ->
                switch (by) {
                  case "Name" -> type.nameMember();
                  case "Status" -> type.statusMember();
                  case "CreationTime" -> "";
                  default -> by;
                })
        .orElse(sortBy);
  }

  /** Some Lists spell {@code CREATION_TIME} what others spell {@code CreationTime}. */
  private static String memberName(String sortBy) {
    if (!sortBy.equals(sortBy.toUpperCase(Locale.ROOT))) {
      return sortBy;
    }
    return Stream.of(sortBy.split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  private List<Asked> asked(Call call, Paging paging) {
    List<Asked> asked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> given : call.input().properties()) {
      String member = given.getKey();
      if (!paging.isBy(member) && !SORTING.contains(member)) {
        Filter own = filters.get(member);
        asked.add(
            new Asked(
                given.getValue(),
                own != null ? own : Filter.byName(member, type),
                isByCreation(member)));
      }
    }
    return asked;
  }

  private boolean isByCreation(String member) {
    return member.equals(type.createdMember() + "After")
        || member.equals(type.createdMember() + "Before")
        || member.equals("CreatedAfter")
        || member.equals("CreatedBefore");
  }

  private ArrayNode shown(Call call, String result, List<Resource> page) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(page.size());
    View view = call.service().view(type, call.operation(), result);
    for (Resource resource : page) {
      list.add(view.of(resource, call.world()));
    }
    return list;
  }

  @Override
  public String kind() {
    return "list";
  }

  @Override
  public Look look() {
    return Look.ALL;
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(type);
  }

  @Override
  public List<Precondition> preconditions() {
    return preconditions;
  }
}
