package dev.mlsim.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import java.util.List;

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
    Paginator paging =
        call.operation()
            .paginator()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "mlsim: the model doesn't say how " + call.operation() + " is paged"));
    List<String> pagingMembers = List.of(paging.inputToken(), paging.limitKey());
    Listing listing = call.service().listing();
    int from =
        call.text(paging.inputToken())
            .map(
                token ->
                    PageToken.decode(token, call, pagingMembers)
                        .orElseThrow(() -> listing.badToken().apply(call)))
            .map(token -> (int) Math.min(token.sequence(), values.size()))
            .orElse(0);
    long size = call.number(paging.limitKey()).orElse((long) listing.pageSize());
    int to = (int) Math.min(from + size, values.size());
    ObjectNode output = Documents.empty();
    ArrayNode page = JsonNodeFactory.instance.arrayNode(to - from);
    values.subList(from, to).forEach(page::add);
    output.set(paging.resultKey(), page);
    if (to < values.size()) {
      output.put(paging.outputToken(), new PageToken("", to).encode(call, pagingMembers));
    }
    return output;
  }
}
