package dev.mlsim.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Paginator;
import java.util.List;
import java.util.Optional;

/**
 * The page that one call asks for.
 *
 * @param call the call
 * @param paginator the members of its input and output that page
 */
record Paging(Call call, Paginator paginator) {

  /** The paging of a call as its List declares it, or else as the model does. */
  static Paging of(Call call, Optional<Paginator> declared) {
    return new Paging(
        call,
        declared
            .or(() -> call.operation().paginator())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "mlsim: the model doesn't say how " + call.operation() + " is paged")));
  }

  /** The members of the input that say nothing about what is listed. */
  private List<String> members() {
    return List.of(paginator.inputToken(), paginator.limitKey());
  }

  /** Whether a member of the input says which page, and not what is listed. */
  boolean isBy(String member) {
    return members().contains(member);
  }

  /**
   * Behind what the page starts; empty for the first page.
   *
   * @throws ServiceError if the call's token isn't good for it
   */
  Optional<PageToken> after() {
    return call.text(paginator.inputToken())
        .map(
            token ->
                PageToken.decode(token, call, members())
                    .orElseThrow(() -> call.service().listing().badToken().apply(call)));
  }

  /** How many the page has at most. */
  int size(int usual) {
    return call.number(paginator.limitKey()).map(Long::intValue).orElse(usual);
  }

  /** The output with a page and, if more follow, the token. */
  ObjectNode output(ArrayNode page, Optional<PageToken> next) {
    ObjectNode output = Documents.empty();
    output.set(paginator.resultKey(), page);
    next.ifPresent(token -> output.put(paginator.outputToken(), token.encode(call, members())));
    return output;
  }
}
