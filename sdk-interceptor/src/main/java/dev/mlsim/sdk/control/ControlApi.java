package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a test in another language does to worlds: the API of {@link Simulator} as JSON under {@code
 * /mlsim/}, by the names in a table. Safe for threads.
 */
public final class ControlApi {
  private final Regions regions;

  /** The control API of these worlds. */
  public ControlApi(Regions regions) {
    this.regions = regions;
  }

  /** Answers a request for a path at or under {@code /mlsim}; what is refused in words too. */
  public WireResponse answer(WireRequest request) {
    try {
      String method = request.method().equals("HEAD") ? "GET" : request.method();
      String path = request.path().replaceFirst("\\?.*", "").replaceFirst("^/mlsim/?", "");
      Route route = Routes.find(method, path);
      QueryString query = QueryString.of(request.path());
      query.check(route.query());
      if (!route.reads()) {
        checkJson(route, request);
      }
      ObjectNode body =
          route.body().isPresent()
              ? Bodies.read(new String(request.body(), StandardCharsets.UTF_8))
              : Answers.object();
      return route.action().of(new Asked(regions, worlds(route, query), query, body));
    } catch (Refusal e) {
      return Reply.refusal(e.status(), e.says());
    } catch (DateTimeParseException e) {
      return Reply.refusal(
          Refusal.BAD_REQUEST,
          "cannot read ["
              + e.getParsedString()
              + "]; a duration is written as PT3H or PT90S, an instant as 2026-01-01T03:00:00Z");
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      return Reply.refusal(Refusal.BAD_REQUEST, Refusal.words(e));
    }
  }

  /** What a page can make a browser send unasked says that it is a form or a text. */
  private static void checkJson(Route route, WireRequest request) {
    String type = request.header("Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?")) {
      throw new Refusal(
          Refusal.NOT_JSON,
          route.key() + " wants [Content-Type: application/json], but this says [" + type + "]");
    }
  }

  /** The worlds that are meant; reading makes none. */
  private List<Simulator> worlds(Route route, QueryString query) {
    Optional<String> region = query.get(Route.REGION);
    if (region.isEmpty()) {
      return List.of(regions.first());
    }
    if (!route.reads()) {
      return region.get().equals(Route.ALL_REGIONS)
          ? regions.all()
          : List.of(regions.of(region.get()));
    }
    return List.of(
        regions
            .find(region.get())
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.NOT_FOUND,
                        "there is no world in ["
                            + region.get()
                            + "]; there are "
                            + regions.all().stream().map(Simulator::region).toList()
                            + ", and reading makes none")));
  }
}
