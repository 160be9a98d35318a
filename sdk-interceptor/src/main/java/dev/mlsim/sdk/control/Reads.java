package dev.mlsim.sdk.control;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.ResourceSnapshot;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.control.Route.Query;
import dev.mlsim.wire.WireResponse;
import java.util.List;
import java.util.Optional;

/** The requests that read and change nothing. */
final class Reads {
  private static final int MOST_ENTRIES = 50_000;
  private static final int USUAL_ENTRIES = 1000;

  private static final Parameter<String> TYPE = Parameter.text("type");
  private static final Parameter<String> NAME = Parameter.text("name");
  private static final Parameter<String> OPERATION = Parameter.text("operation");
  private static final Parameter<Integer> LAST = Parameter.count("last", 0, MOST_ENTRIES);
  private static final Parameter<Integer> AFTER = Parameter.count("after", 0, Integer.MAX_VALUE);
  private static final Parameter<String> PREFIX = Parameter.text("prefix");
  private static final Parameter<String> URI = Parameter.text("uri");

  /** All of them. */
  static final List<Route> ALL =
      List.of(
          Route.general("", "Says what is possible.", "Help", asked -> Reply.json(Help.text())),
          Route.general(
              "openapi.json",
              "Says it to machines, in OpenAPI 3.1.",
              "OpenApi",
              asked -> Reply.file("openapi.json")),
          Route.general(
              "worlds",
              "The worlds there are, one a region.",
              "Worlds",
              asked -> Reply.json(Answers.list(asked.regions().all(), Answers::world))),
          Route.get(
              "clock",
              "The virtual time and what is pending.",
              "Clock",
              asked -> Answers.clock(asked.sim())),
          Route.get(
              "polling",
              "What a poll does to time.",
              "Text",
              asked -> TextNode.valueOf(asked.sim().polling().toString())),
          Route.get(
              "faults",
              "The rules of what goes wrong, oldest first.",
              "Texts",
              asked -> Answers.texts(asked.sim().faults().rules())),
          Route.get(
              "scripts",
              "The rules of what becomes of resources, oldest first.",
              "Texts",
              asked -> Answers.texts(asked.sim().script().rules())),
          Route.get(
              "objects",
              "Where the objects are that jobs read and write.",
              "Texts",
              asked ->
                  Answers.texts(asked.sim().objects().list(asked.query().get(PREFIX).orElse(""))),
              Query.optional(PREFIX, "Only those whose location starts so.", "s3://bucket/")),
          Route.shows(
              "object",
              "The content of one object.",
              "Bytes",
              Reads::object,
              new Query(URI, "Where it is.", "s3://bucket/in/a.csv", true)),
          Route.get(
              "resources",
              "The resources that exist.",
              "Resources",
              asked -> Answers.list(resources(asked), Answers::resource),
              Query.optional(TYPE, "Only those of a type.", "training-job"),
              Query.optional(NAME, "Only those of a name.", "churn-1")),
          Route.get(
              "journal",
              "What happened, oldest first.",
              "Journal",
              asked -> Answers.list(journal(asked), Answers::entry),
              Query.optional(
                  OPERATION,
                  "Only calls of an operation, those included that AWS makes by itself.",
                  "CreateTrainingJob"),
              Query.optional(
                  LAST, "How many of the last; " + USUAL_ENTRIES + " unless said.", "20")),
          Route.get(
              "events",
              "What EventBridge would have been sent, oldest first.",
              "Events",
              asked ->
                  Answers.list(
                      asked.sim().events().after(asked.query().get(AFTER).orElse(0)),
                      Answers::event),
              Query.optional(AFTER, "Only those after the one of that number.", "0")),
          Route.shows(
              "story",
              "What happened, to be read by a person: as text.",
              "Story",
              asked -> Reply.text("text/plain", asked.sim().journal().story().text())),
          Route.shows(
              "story.html",
              "What happened, to be read by a person: as a page with a timeline.",
              "Page",
              asked -> Reply.text("text/html", asked.sim().journal().story().html())));

  private Reads() {}

  private static WireResponse object(Asked asked) {
    String uri = asked.query().get(URI).orElseThrow();
    return asked
        .sim()
        .objects()
        .get(uri)
        .map(Reply::binary)
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.NOT_FOUND,
                    "there is no object [" + uri + "]; GET /mlsim/objects lists them"));
  }

  private static List<ResourceSnapshot> resources(Asked asked) {
    Optional<String> name = asked.query().get(NAME);
    return asked
        .query()
        .get(TYPE)
        .map(type -> asked.sim().resources().all(type))
        .orElseGet(() -> asked.sim().resources().all())
        .stream()
        .filter(one -> name.isEmpty() || name.get().equals(one.name()))
        .toList();
  }

  private static List<JournalEntry> journal(Asked asked) {
    Optional<String> operation = asked.query().get(OPERATION);
    List<JournalEntry> entries =
        operation.isPresent()
            ? List.copyOf(asked.sim().journal().includingChildren().calls(operation.get()))
            : asked.sim().journal().entries();
    int last = asked.query().get(LAST).orElse(USUAL_ENTRIES);
    return entries.subList(Math.max(0, entries.size() - last), entries.size());
  }
}
