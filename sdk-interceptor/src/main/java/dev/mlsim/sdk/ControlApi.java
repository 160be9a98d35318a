package dev.mlsim.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.Polling;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.clock.VirtualClock;
import dev.mlsim.fault.FaultRule;
import dev.mlsim.fault.FaultSpec;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.ScriptSubject;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a test in another language does to a world: the API of {@link Simulator} as JSON under
 * {@code /mlsim/}.
 */
final class ControlApi {
  private static final int OK = 200;
  private static final int REFUSED = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private static final String HELP =
      """
      {"mlsim": "the control API; ?region=eu-west-1 picks another world than the first",
       "GET /mlsim/worlds": "the worlds there are",
       "POST /mlsim/reset": "everything as at the start, but for the time",
       "GET /mlsim/clock": "the virtual time and what is pending",
       "POST /mlsim/advance": {"by": "PT3H", "or to": "2026-01-01T03:00:00Z", "or toNext": true, "or untilIdle": "P1D"},
       "GET, PUT /mlsim/polling": {"tick": "PT1M", "or settle": [], "or off": [], "or scaled": 3600},
       "GET, POST, DELETE /mlsim/faults": {"on": "CreateTrainingJob", "first": 2, "throttle": []},
       "GET, POST, DELETE /mlsim/scripts": {"resource": "training-job", "named": "churn-*", "failAt": ["Training", "loss is NaN"]},
       "POST, DELETE /mlsim/quotas": {"set": ["Number of instances across all training jobs", 4]},
       "GET /mlsim/resources": "?type=training-job&name=churn-1 narrow",
       "GET /mlsim/journal": "?operation=CreateTrainingJob narrows; ?last=20 gives the last ones"}
      """;

  private final RegionWorlds worlds;

  ControlApi(RegionWorlds worlds) {
    this.worlds = worlds;
  }

  /** Whether a request is for this API or the page, and no call to a service. */
  static boolean isFor(WireRequest request) {
    String path = path(request);
    return path.equals("/mlsim")
        || path.startsWith("/mlsim/")
        || (path.equals("/") && request.method().matches("GET|HEAD"));
  }

  private static String path(WireRequest request) {
    return request.path().replaceFirst("\\?.*", "");
  }

  WireResponse answer(WireRequest request) {
    try {
      Map<String, String> query = query(request);
      String region = query.get("region");
      Simulator sim = region == null ? worlds.first() : worlds.of(region);
      String method = request.method().equals("HEAD") ? "GET" : request.method();
      String what = path(request).replaceFirst("^/(mlsim/?)?", "");
      if (path(request).equals("/")) {
        return StatusPage.of(worlds.all());
      }
      JsonNode answer = answer(method, what, query, sim, request.body());
      return LoopbackHandler.json(OK, Json.pretty(answer));
    } catch (Unknown e) {
      return LoopbackHandler.error(e.status, e.says);
    } catch (DateTimeParseException e) {
      return LoopbackHandler.error(
          REFUSED,
          "cannot read ["
              + e.getParsedString()
              + "]; a duration is written as PT3H or PT90S, an instant as 2026-01-01T03:00:00Z");
    } catch (IllegalArgumentException | IllegalStateException | DateTimeException e) {
      String said = String.valueOf(e.getMessage()).replaceFirst("^mlsim: ", "");
      return LoopbackHandler.error(REFUSED, said);
    }
  }

  private JsonNode answer(
      String method, String what, Map<String, String> query, Simulator sim, byte[] body) {
    return switch (method + " " + what) {
      case "GET " -> Json.read(HELP);
      case "GET worlds" -> Shown.of(worlds.all().stream().map(ControlApi::world).toList());
      case "POST reset" -> {
        sim.reset();
        yield world(sim);
      }
      case "GET clock" -> clock(sim);
      case "POST advance" -> advance(sim.clock(), object(body));
      case "GET polling" -> TextNode.valueOf(sim.polling().toString());
      case "PUT polling", "POST polling" -> {
        Polling policy = polling(object(body));
        sim.polling(policy);
        yield TextNode.valueOf(policy.toString());
      }
      case "GET faults" -> Shown.of(texts(sim.faults().rules()));
      case "POST faults" -> {
        Object made = CallChain.call(sim.faults(), object(body));
        refuseIf(
            made instanceof FaultSpec, "which calls, but not what befalls them, such as throttle");
        yield made instanceof FaultRule ? said(made) : said("done");
      }
      case "DELETE faults" -> {
        sim.faults().clear();
        yield said("cleared");
      }
      case "GET scripts" -> Shown.of(texts(sim.script().rules()));
      case "POST scripts" -> {
        int before = sim.script().rules().size();
        Object made = CallChain.call(sim.script(), object(body));
        refuseIf(
            made instanceof ScriptSubject && sim.script().rules().size() == before,
            "which resources, but not what becomes of them, such as failAt");
        yield Shown.of(texts(sim.script().rules()));
      }
      case "DELETE scripts" -> {
        sim.script().clear();
        yield said("cleared");
      }
      case "POST quotas", "PUT quotas" -> {
        CallChain.call(sim.quotas(), object(body));
        yield said("done");
      }
      case "DELETE quotas" -> {
        sim.quotas().clear();
        yield said("cleared");
      }
      case "GET resources" -> resources(sim, query);
      case "GET journal" -> journal(sim, query);
      default -> throw new Unknown(method, what);
    };
  }

  private static void refuseIf(boolean unfinished, String saying) {
    if (unfinished) {
      throw new IllegalArgumentException("mlsim: nothing is set up: this says " + saying);
    }
  }

  private static JsonNode said(Object result) {
    return JsonNodeFactory.instance.objectNode().put("done", result.toString());
  }

  private static List<String> texts(List<?> rules) {
    return rules.stream().map(Object::toString).toList();
  }

  private static ObjectNode world(Simulator sim) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("region", sim.region())
        .put("account", sim.account())
        .put("now", sim.clock().now().toString());
  }

  private static JsonNode clock(Simulator sim) {
    ObjectNode clock = world(sim);
    clock.set("pending", Shown.of(sim.clock().pending()));
    return clock;
  }

  private static JsonNode advance(VirtualClock clock, ObjectNode how) {
    JsonNode given = how.path(how.isEmpty() ? "" : how.fieldNames().next());
    return Shown.of(
        switch (how.isEmpty() ? "" : how.fieldNames().next()) {
          case "by" -> clock.advance(Duration.parse(given.asText()));
          case "to" -> clock.advanceTo(Instant.parse(given.asText()));
          case "toNext" -> clock.advanceToNext();
          case "untilIdle" -> clock.runUntilIdle(Duration.parse(given.asText()));
          default ->
              throw new IllegalArgumentException(
                  "mlsim: cannot advance by "
                      + Json.text(how)
                      + "; say by, to, toNext or untilIdle");
        });
  }

  /** The policy that JSON says; the wall of a scaled one is the machine's. */
  static Polling polling(ObjectNode said) {
    String name = said.isEmpty() ? "" : said.fieldNames().next();
    JsonNode given = said.path(name);
    return switch (name) {
      case "off" -> Polling.off();
      case "settle" -> Polling.settle();
      case "tick" -> Polling.tick(Duration.parse(given.asText()));
      case "scaled" -> Polling.scaled(given.asDouble(), InstantSource.system());
      default ->
          throw new IllegalArgumentException(
              "mlsim: there is no polling policy "
                  + Json.text(said)
                  + ", only off, settle, tick and scaled");
    };
  }

  private static JsonNode resources(Simulator sim, Map<String, String> query) {
    String type = query.get("type");
    String name = query.get("name");
    List<ResourceSnapshot> found = type == null ? sim.resources().all() : sim.resources().all(type);
    return Shown.of(found.stream().filter(one -> name == null || one.name().equals(name)).toList());
  }

  private static JsonNode journal(Simulator sim, Map<String, String> query) {
    String operation = query.get("operation");
    List<JournalEntry> entries =
        operation == null ? sim.journal().entries() : List.copyOf(sim.journal().calls(operation));
    int last = Integer.parseInt(query.getOrDefault("last", "1000"));
    List<JournalEntry> asked =
        entries.subList(Math.max(0, entries.size() - Math.max(0, last)), entries.size());
    return Shown.of(asked.stream().map(ControlApi::entry).toList());
  }

  private static ObjectNode entry(JournalEntry entry) {
    ObjectNode shown =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", entry.getClass().getSimpleName())
            .put("text", entry.text());
    return shown.setAll(Shown.record((Record) entry));
  }

  private static ObjectNode object(byte[] body) {
    String said = new String(body, StandardCharsets.UTF_8);
    if (Json.read(said) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "mlsim: the body is to be a JSON object, not [" + said + "]");
  }

  private static Map<String, String> query(WireRequest request) {
    Map<String, String> query = new HashMap<>();
    String raw = URI.create("http://localhost" + request.path()).getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** Nothing is there, or not by this method. */
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String says;

    Unknown(String method, String what) {
      super(what, null, false, false);
      boolean known = HELP.contains("/mlsim/" + what + "\"") && !what.isEmpty();
      this.status = known ? NOT_ALLOWED : NOT_FOUND;
      this.says =
          known
              ? "cannot " + method + " [/mlsim/" + what + "]; GET /mlsim/ says what is possible"
              : "there is no [/mlsim/" + what + "]; GET /mlsim/ says what there is";
    }
  }
}
