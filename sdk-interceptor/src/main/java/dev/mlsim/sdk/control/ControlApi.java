package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.format.DateTimeParseException;

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
      ObjectNode body =
          route.body().isPresent()
              ? Bodies.read(new String(request.body(), StandardCharsets.UTF_8))
              : Answers.object();
      Simulator sim = query.get(Route.REGION).map(regions::of).orElseGet(regions::first);
      return route.action().of(new Asked(regions, sim, query, body));
    } catch (Refusal e) {
      return Reply.refusal(e.status(), e.says());
    } catch (DateTimeParseException e) {
      return Reply.refusal(
          Refusal.BAD_REQUEST,
          "cannot read ["
              + e.getParsedString()
              + "]; a duration is written as PT3H or PT90S, an instant as 2026-01-01T03:00:00Z");
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      String said = String.valueOf(e.getMessage()).replaceFirst("^mlsim: ", "");
      return Reply.refusal(Refusal.BAD_REQUEST, said);
    }
  }
}
