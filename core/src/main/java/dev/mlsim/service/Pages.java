package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import dev.mlsim.lifecycle.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Cuts values to the page that a call asks for, where what is listed are no resources. */
public final class Pages {
  private Pages() {}

  /**
   * The output of a List operation: a page of the values and, if more follow, the token.
   *
   * @param call the call; its operation's model says how it is paged
   * @param values all that pass the filters, in order; new ones only ever come last
   */
  public static ObjectNode of(Call call, List<? extends JsonNode> values) {
    return of(call, Optional.empty(), values);
  }

  /**
   * The same, where it is not the model that says how the operation is paged.
   *
   * @param paginator how it is paged; empty for what the model says
   */
  public static ObjectNode of(
      Call call, Optional<Paginator> paginator, List<? extends JsonNode> values) {
    Paging paging = Paging.of(call, paginator);
    int from =
        paging.after().map(token -> (int) Math.min(token.sequence(), values.size())).orElse(0);
    int size = paging.size(call.service().listing().pageSize());
    int to = (int) Math.min((long) from + size, values.size());
    ArrayNode page = JsonNodeFactory.instance.arrayNode(to - from);
    values.subList(from, to).forEach(page::add);
    return paging.output(
        page, to < values.size() ? Optional.of(new PageToken("", to)) : Optional.empty());
  }

  /**
   * The output of a List operation whose elements are no structures, but stand for resources: those
   * that go meanwhile don't shift the pages.
   *
   * @param resources all that pass the filters, in order of creation
   * @param shown what the list has of one
   */
  public static ObjectNode of(
      Call call, Collection<Resource> resources, Function<Resource, JsonNode> shown) {
    Paging paging = Paging.of(call, Optional.empty());
    long after = paging.after().map(PageToken::sequence).orElse(-1L);
    int size = paging.size(call.service().listing().pageSize());
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    long last = after;
    for (Resource resource : resources) {
      if (resource.sequence() > after) {
        if (page.size() == size) {
          return paging.output(page, Optional.of(new PageToken("", last)));
        }
        page.add(shown.apply(resource));
        last = resource.sequence();
      }
    }
    return paging.output(page, Optional.empty());
  }
}
