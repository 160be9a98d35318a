package dev.mlsim.services.personalize.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.ObjectStore;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.RecommendationQuery;
import dev.mlsim.services.personalize.RecordFailure;
import dev.mlsim.services.personalize.vocabulary.CandidateFilter;
import dev.mlsim.services.personalize.vocabulary.FilterValues;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Recipes;
import dev.mlsim.services.personalize.vocabulary.Subject;
import dev.mlsim.services.personalize.vocabulary.TrainedModel;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;
import java.util.Optional;

/**
 * What a batch job writes when it is done: for each file of its input one with {@code .out} behind
 * its name, a line for each line; and an empty {@code _CHECK}, with which it has tried the place.
 */
final class BatchWork {
  private final Resource job;
  private final Recipes.Recipe recipe;
  private final World world;
  private final TrainedModel model;
  private final CandidateFilter filter;

  private BatchWork(Resource job, Resource version, World world) {
    this.job = job;
    this.recipe = Recipes.recipe(PersonalizeType.text(version, "recipeArn"));
    this.world = world;
    boolean segments = job.type().equals(Types.BATCH_SEGMENT_JOB.name());
    Subject subject = segments ? Subject.USERS : Subject.ITEMS;
    String group = PersonalizeType.text(version, "datasetGroupArn");
    this.model =
        new TrainedModel(
            group, version.notes().path(PersonalizeType.SEED).asLong(), subject, world);
    this.filter = CandidateFilter.of(PersonalizeType.text(job, "filterArn"), subject, group, world);
  }

  /** A job whose solution has been deleted since writes nothing. */
  static void write(Resource job, World world) {
    world
        .registry()
        .byArn(Types.SOLUTION_VERSION, PersonalizeType.text(job, "solutionVersionArn"))
        .ifPresent(version -> new BatchWork(job, version, world).write());
  }

  private void write() {
    String input =
        Documents.at(job.attributes(), "jobInput.s3DataSource.path")
            .map(JsonNode::asText)
            .orElse("");
    String output = GroupData.outputPath(job);
    world.write(job, output + "_CHECK", "");
    List<String> files = world.objects().inputs(input);
    for (String file : files) {
      world.write(job, output + fileName(file) + ".out", answered(file));
    }
    if (files.isEmpty() && !input.endsWith("/")) {
      String assumed = ObjectStore.located(input).orElse(input);
      world.write(job, output + fileName(assumed) + ".out", "");
    }
  }

  private static String fileName(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  private String answered(String file) {
    StringBuilder lines = new StringBuilder();
    world
        .objects()
        .text(file)
        .orElse("")
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> lines.append(answer(line)).append('\n'));
    return lines.toString();
  }

  private String answer(String line) {
    Optional<ObjectNode> input = Documents.parsed(line);
    if (input.isEmpty()) {
      ObjectNode failed = Documents.empty().put("input", line);
      return failed(failed, "Invalid JSON in the input record.");
    }
    ObjectNode answer = Documents.empty();
    if (input.get().has("itemAttributes")) {
      answer.set("itemAttributes", input.get().get("itemAttributes"));
    } else {
      answer.set("input", input.get());
    }
    Optional<String> subject = subject(input.get());
    if (subject.isEmpty()) {
      return failed(answer, "The input record has no " + subjectMembers() + ".");
    }
    try {
      RecommendationQuery query =
          new RecommendationQuery(
              subject.get(), recipe.name(), numResults(), input.get(), job.arn());
      answer.set("output", output(subject.get(), model.answer(query, ids -> through(query, ids))));
    } catch (RecordFailure failure) {
      return failed(answer, String.valueOf(failure.getMessage()));
    }
    if (recipe.name().startsWith("aws-user-personalization")) {
      answer.putNull("error");
    }
    return Json.text(answer);
  }

  private List<String> through(RecommendationQuery query, List<String> ids) {
    return filter.through(query.userId().orElse(""), FilterValues.ofRecord(query.input()), ids);
  }

  private static String failed(ObjectNode answer, String error) {
    return Json.text(answer.putNull("output").put("error", error));
  }

  private List<String> subjectMembers() {
    return switch (recipe.type()) {
      case "RELATED_ITEMS" -> List.of("itemId");
      case "USER_SEGMENTATION" ->
          recipe.name().equals("aws-item-affinity") ? List.of("itemId") : List.of("itemAttributes");
      default -> List.of("userId");
    };
  }

  private Optional<String> subject(ObjectNode input) {
    return subjectMembers().stream()
        .filter(input::has)
        .map(member -> input.path(member).asText())
        .findFirst();
  }

  private int numResults() {
    return job.attributes().path("numResults").asInt();
  }

  private ObjectNode output(String subject, TrainedModel.Answer answer) {
    ObjectNode output = Documents.empty();
    boolean segments = recipe.type().equals("USER_SEGMENTATION");
    answer.ids().forEach(output.putArray(segments ? "recommendedUsers" : "recommendedItems")::add);
    if (recipe.hasScores()) {
      answer.scores().forEach(output.putArray("scores")::add);
    }
    if (PersonalizeType.text(job, "batchInferenceJobMode").equals("THEME_GENERATION")) {
      output.put("theme", "Similar to " + subject);
      answer.scores().forEach(output.putArray("itemsThemeRelevanceScores")::add);
    }
    return output;
  }
}
