package dev.mlsim.services.sagemaker.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a tuning job knows of the training jobs that it has started, in the order in which it did: a
 * note of its own, so that what has become of one stays known when the training job is deleted.
 */
final class Children {
  static final TypeRef TRAINING_JOB = TypeRef.to("training-job", SharedErrors.VALIDATION);
  static final String RUNNING = "InProgress";
  static final String COMPLETED = "Completed";
  static final String FAILED = "Failed";
  static final String STOPPED = "Stopped";
  private static final String NOTE = "children";
  private static final int DIGITS = 8;

  private Children() {}

  /**
   * One of them.
   *
   * @param document what is known of it
   */
  record Child(JsonNode document) {

    /** One that is about to be started. */
    static Child started(String name, int definition, ObjectNode tuned, ObjectNode places) {
      ObjectNode child = Documents.empty().put("name", name).put("definition", definition);
      child.put("state", RUNNING).set("tuned", tuned);
      child.set("places", places);
      return new Child(child);
    }

    /**
     * The same when it has ended.
     *
     * @param state how
     * @param shown what its tuning job shows of it from now on
     */
    Child ended(String state, boolean retryable, Optional<Double> value, ObjectNode shown) {
      ObjectNode child = Documents.empty().setAll((ObjectNode) document);
      child.put("state", state).put("retryable", retryable);
      value.ifPresent(v -> child.put("value", v));
      child.set("shown", shown);
      return new Child(child);
    }

    String name() {
      return document.path("name").asText();
    }

    /** The number of its definition among those of the tuning job. */
    int definition() {
      return document.path("definition").asInt();
    }

    String state() {
      return document.path("state").asText();
    }

    boolean is(String state) {
      return state().equals(state);
    }

    /** Whether it failed by no fault of its own. */
    boolean isRetryable() {
      return document.path("retryable").asBoolean();
    }

    /** The hyperparameters that were chosen for it. */
    JsonNode tuned() {
      return document.path("tuned");
    }

    /** Where in their ranges these are, from 0 to 1. */
    JsonNode places() {
      return document.path("places");
    }

    /** The last value of its objective, if it reported one and has not failed. */
    Optional<Double> value() {
      JsonNode value = document.path("value");
      return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }

    /** What the tuning job shows of one that has ended. */
    Optional<ObjectNode> shown() {
      return document.path("shown") instanceof ObjectNode shown
          ? Optional.of(shown)
          : Optional.empty();
    }
  }

  /** All of them. */
  static List<Child> of(Resource job) {
    List<Child> children = new ArrayList<>();
    job.notes().path(NOTE).forEach(child -> children.add(new Child(child)));
    return children;
  }

  static long count(List<Child> children, Predicate<Child> which) {
    return children.stream().filter(which).count();
  }

  static long running(List<Child> children) {
    return count(children, child -> child.is(RUNNING));
  }

  /** The one of that name. */
  static Optional<Child> named(Resource job, String name) {
    return of(job).stream().filter(child -> child.name().equals(name)).findFirst();
  }

  /** The tuning job with one more, or with what has become of one. */
  static Resource with(Resource job, Child changed) {
    ArrayNode children = JsonNodeFactory.instance.arrayNode();
    boolean known = false;
    for (JsonNode child : job.notes().path(NOTE)) {
      boolean same = child.path("name").asText().equals(changed.name());
      children.add(same ? changed.document() : child);
      known = known || same;
    }
    if (!known) {
      children.add(changed.document());
    }
    return job.withNote(NOTE, children);
  }

  /** The tuning job without one that could not be started. */
  static Resource without(Resource job, String name) {
    ArrayNode children = JsonNodeFactory.instance.arrayNode();
    for (JsonNode child : job.notes().path(NOTE)) {
      if (!child.path("name").asText().equals(name)) {
        children.add(child);
      }
    }
    return job.withNote(NOTE, children);
  }

  /** What the next one is called: its number, and eight hexadecimal digits. */
  static String nextName(Resource job, World world) {
    int number = job.notes().path(NOTE).size() + 1;
    return job.name() + String.format(Locale.ROOT, "-%03d-", number) + world.chance().hex(DIGITS);
  }

  /** The training job that one of them is, if it is still there. */
  static Optional<Resource> trainingJob(Child child, World world) {
    return world.registry().byKey(TRAINING_JOB, child.name());
  }

  /** The training jobs that have not ended. */
  static List<Resource> unfinished(Resource job, World world) {
    return of(job).stream()
        .filter(child -> child.is(RUNNING))
        .flatMap(child -> trainingJob(child, world).stream())
        .toList();
  }
}
