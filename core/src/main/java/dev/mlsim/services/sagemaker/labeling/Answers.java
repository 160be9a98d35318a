package dev.mlsim.services.sagemaker.labeling;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.Label;
import dev.mlsim.services.sagemaker.LabeledObject;
import dev.mlsim.services.sagemaker.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the people of a job answer: what the test says, asked for when their work begins. */
final class Answers {
  /** A note of a job: of each object its label, how sure they are, and why there is none. */
  private static final String NOTE = "answers";

  private static final String LABEL = "label";
  private static final String CONFIDENCE = "confidence";
  private static final String FAILURE = "failure-reason";

  private static final JsonNode ZERO = JsonNodeFactory.instance.numberNode(0);

  private Answers() {}

  /** Asks the test, if it has said that it knows. */
  static void ask(Resource job, List<String> manifest, int count, World world) {
    Optional<Function<? super LabeledObject, ? extends @Nullable Label>> told =
        world.told(Labels.class).flatMap(labels -> labels.of(job.name()));
    if (told.isEmpty() || count == 0) {
      return;
    }
    world.<List<Label>>soon(
        "are(...) of the labels of job " + job.name(),
        () -> all(job, manifest, count, told.get()),
        answers -> heed(job, answers, world));
  }

  private static @Nullable List<Label> all(
      Resource job,
      List<String> manifest,
      int count,
      Function<? super LabeledObject, ? extends @Nullable Label> told) {
    List<Label> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String line = Labelled.line(manifest, i);
      ObjectNode parsed = Documents.parsed(line).orElseGet(Documents::empty);
      String source = parsed.path("source-ref").asText(parsed.path("source").asText());
      @Nullable Label label = told.apply(new LabeledObject(job.name(), i, source, line));
      if (label == null) {
        return null;
      }
      all.add(label);
    }
    return all;
  }

  private static void heed(Resource job, Optional<List<Label>> answers, World world) {
    Optional<Resource> there =
        world.registry().byKey(LabelingJobs.TYPE, job.key()).filter(Resource::isUnfinished);
    if (there.isEmpty()) {
      return; // the simulator was reset meanwhile
    }
    if (answers.isPresent()) {
      ArrayNode noted = JsonNodeFactory.instance.arrayNode();
      answers.get().forEach(label -> noted.add(note(label)));
      world.change(there.get(), old -> old.withNote(NOTE, noted));
    } else if (there.get().is("InProgress")) {
      world.trigger(there.get(), FAIL, "the test's function failed");
    }
  }

  private static ObjectNode note(Label label) {
    ObjectNode note = Documents.empty();
    if (label.failure().isEmpty()) {
      note.set(LABEL, Json.read(label.json()));
      return note.put(CONFIDENCE, label.confidence());
    }
    return note.put(FAILURE, label.failure());
  }

  /** How many of the first objects could not be labelled. */
  static int failed(Resource job, int first) {
    JsonNode answers = job.notes().path(NOTE);
    int failed = 0;
    for (int i = 0; i < Math.min(first, answers.size()); i++) {
      failed += answers.get(i).has(FAILURE) ? 1 : 0;
    }
    return failed;
  }

  /** Writes the answer to one object into its line. */
  static void write(Resource job, int index, String name, ObjectNode line) {
    JsonNode answer = job.notes().path(NOTE).path(index);
    ObjectNode metadata = Documents.empty();
    line.remove(name);
    if (answer.has(FAILURE)) {
      metadata.set(FAILURE, answer.get(FAILURE));
    } else {
      line.set(name, answer.path(LABEL).isMissingNode() ? ZERO : answer.get(LABEL));
      metadata.put(CONFIDENCE, answer.path(CONFIDENCE).asDouble(1));
    }
    line.set(name + "-metadata", metadata);
  }
}
