package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.Simulator;
import dev.mlsim.clock.Advance;
import dev.mlsim.event.Event;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Transition;
import java.util.List;
import java.util.function.Function;

/** What the control API answers with; times and durations are in ISO 8601. */
final class Answers {
  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode done(Object what) {
    return object().put("done", what.toString());
  }

  static <T> ArrayNode list(List<T> all, Function<T, ? extends JsonNode> shown) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    all.forEach(one -> list.add(shown.apply(one)));
    return list;
  }

  /** Texts of things that have one, such as rules. */
  static ArrayNode texts(List<?> all) {
    return list(all, one -> TextNode.valueOf(one.toString()));
  }

  static ObjectNode world(Simulator sim) {
    return object()
        .put("region", sim.region())
        .put("account", sim.account())
        .put("now", sim.clock().now().toString());
  }

  static ObjectNode clock(Simulator sim) {
    return world(sim)
        .set(
            "pending",
            list(
                sim.clock().pending(),
                one -> object().put("due", one.due().toString()).put("what", one.what())));
  }

  static ObjectNode advance(Advance moved) {
    return object()
        .put("from", moved.from().toString())
        .put("to", moved.to().toString())
        .set(
            "fired",
            list(
                moved.fired(),
                one -> object().put("at", one.at().toString()).put("what", one.what())));
  }

  static ObjectNode resource(ResourceSnapshot one) {
    ObjectNode tags = object();
    one.tags().forEach(tags::put);
    ObjectNode shown =
        object().put("type", one.type()).put("name", one.name()).put("arn", one.arn());
    shown.set("state", state(one.state()));
    shown
        .put("created", one.created().toString())
        .put("lastChanged", one.lastChanged().toString())
        .put("inProgress", one.inProgress())
        .put("reason", one.reason());
    shown.set("attributes", one.attributes());
    shown.set("tags", tags);
    return shown.set("history", list(one.history(), Answers::move));
  }

  private static ObjectNode state(State state) {
    return object().put("status", state.status()).put("phase", state.phase());
  }

  private static ObjectNode move(Transition move) {
    ObjectNode shown = object().put("at", move.at().toString());
    shown.set("from", state(move.from()));
    shown.set("to", state(move.to()));
    return shown
        .put("message", move.message())
        .put("trigger", move.trigger())
        .put("reason", move.reason());
  }

  static ObjectNode event(Event event) {
    return object()
        .put("number", event.number())
        .put("at", event.at().toString())
        .put("type", event.type())
        .put("name", event.name())
        .put("cause", event.cause())
        .set("event", event.document());
  }

  static ObjectNode entry(JournalEntry entry) {
    ObjectNode shown =
        object()
            .put("kind", entry.getClass().getSimpleName())
            .put("text", entry.text())
            .put("at", entry.at().toString());
    if (entry instanceof JournalEntry.Called call) {
      called(shown, call);
    } else if (entry instanceof JournalEntry.Retried retry) {
      shown
          .put("service", retry.service())
          .put("operation", retry.operation())
          .put("attempt", retry.attempt())
          .put("attempts", retry.attempts())
          .put("delay", retry.delay().toString());
    } else if (entry instanceof JournalEntry.Moved move) {
      moved(shown, move);
    } else if (entry instanceof JournalEntry.TimeMoved time) {
      shown.put("from", time.from().toString()).put("cause", time.cause());
    } else if (entry instanceof JournalEntry.Emitted event) {
      shown
          .put("number", event.number())
          .put("detailType", event.detailType())
          .put("type", event.type())
          .put("key", event.key())
          .put("state", event.state())
          .put("cause", event.cause());
    } else if (entry instanceof JournalEntry.Noted note) {
      shown.put("says", note.says());
    }
    return shown;
  }

  private static void called(ObjectNode shown, JournalEntry.Called call) {
    shown
        .put("number", call.number())
        .put("service", call.service())
        .put("operation", call.operation());
    shown.set("input", call.input());
    shown.set("output", call.output());
    shown
        .put("status", call.status())
        .put("error", call.error())
        .put("message", call.message())
        .put("fault", call.fault())
        .put("cause", call.cause().map(JournalEntry.Cause::toString).orElse(""));
  }

  private static void moved(ObjectNode shown, JournalEntry.Moved move) {
    shown
        .put("resource", move.resource())
        .put("type", move.type())
        .put("key", move.key())
        .put("id", move.id())
        .put("from", move.from())
        .put("to", move.to())
        .put("message", move.message())
        .put("trigger", move.trigger())
        .put("reason", move.reason())
        .put("standing", move.standing().toString());
  }
}
