package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Paginator;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An operation that shows a resource: all of it, or as one in a list.
 *
 * @param service the service
 * @param operation the operation's name
 * @param shape as what it shows it
 * @param list the member of the output that has the resources in it, empty if it shows one only
 */
record View(Service service, String operation, StructureShape shape, String list) {
  private static final int MOST_PAGES = 1_000;

  /** All views of the resources of a type. */
  static List<View> all(Service service, ResourceType type) {
    List<View> views = new ArrayList<>();
    service
        .operations()
        .forEach(
            (name, handler) -> {
              if (Stage.isAbout(handler, type)) {
                of(service, name, handler).ifPresent(views::add);
              }
            });
    return views;
  }

  private static Optional<View> of(Service service, String name, Handler handler) {
    if (handler.kind().equals("describe")) {
      return Optional.of(new View(service, name, Described.by(service, name).shape(), ""));
    }
    return handler instanceof ListAll
        ? paging(service, name).flatMap(pages -> ofList(service, name, pages.resultKey()))
        : Optional.empty();
  }

  private static Optional<View> ofList(Service service, String name, String list) {
    StructureShape output = service.contract().operation(name).orElseThrow().output().orElseThrow();
    return output.member(list).orElseThrow().shape() instanceof ListShape all
            && all.element() instanceof StructureShape shape
        ? Optional.of(new View(service, name, shape, list))
        : Optional.empty();
  }

  private static Optional<Paginator> paging(Service service, String operation) {
    return service.contract().operation(operation).flatMap(o -> o.paginator());
  }

  /** How it shows the resource; an empty document if it doesn't. */
  ObjectNode of(Stage stage, Made made) {
    ObjectNode input = stage.inputFor(operation, made);
    if (list.isEmpty()) {
      return stage.exists(made)
          ? Described.by(service, operation).in(stage.call(operation, input))
          : Documents.empty();
    }
    Paginator paging = paging(service, operation).orElseThrow();
    for (int i = 0; i < MOST_PAGES; i++) {
      ObjectNode page = stage.call(operation, input);
      for (JsonNode item : page.path(list)) {
        if (ListChecks.isFor(item, made)) {
          return (ObjectNode) item;
        }
      }
      if (!page.has(paging.outputToken())) {
        break;
      }
      input.set(paging.inputToken(), page.get(paging.outputToken()));
    }
    return Documents.empty();
  }
}
