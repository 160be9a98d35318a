package dev.mlsim.services.personalize.batch;

import static dev.mlsim.services.personalize.vocabulary.Lifecycles.IN_PROGRESS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;
import java.util.Optional;

/**
 * How much a batch job reads at most (developer guide, "Amazon Personalize endpoints and quotas"),
 * as far as its input is among the simulator's objects. It is found when the job reads them, and
 * fails it.
 */
final class BatchLimits {
  private static final int MOST_FILES = 1000;
  private static final long MOST_BYTES = 1L << 30;
  private static final long MOST_RECORDS = 50_000_000;
  private static final long MOST_THEMES = 100;
  private static final long MOST_ITEM_QUERIES = 500;
  private static final long MOST_ATTRIBUTE_QUERIES = 10;

  private BatchLimits() {}

  static Plan failing(Resource job, Plan plan, World world) {
    return excess(job, world)
        .map(reason -> plan.meeting(IN_PROGRESS, Lifecycle.FAIL, reason))
        .orElse(plan);
  }

  private static Optional<String> excess(Resource job, World world) {
    List<String> files =
        world
            .objects()
            .inputs(
                Documents.at(job.attributes(), "jobInput.s3DataSource.path")
                    .map(JsonNode::asText)
                    .orElse(""));
    if (files.size() > MOST_FILES) {
      return Optional.of("The input has more than " + MOST_FILES + " files.");
    }
    long bytes = 0;
    long all = 0;
    for (String file : files) {
      String text = world.objects().text(file).orElse("");
      bytes += text.length();
      long records = text.lines().filter(line -> !line.isBlank()).count();
      all += records;
      if (records > mostRecords(job)) {
        return Optional.of("The input file " + file + more(mostRecords(job), "records"));
      }
    }
    if (bytes > MOST_BYTES) {
      return Optional.of("The input has more than 1 GB.");
    }
    long most = mostQueries(job, world);
    return all > most ? Optional.of("The input" + more(most, "queries")) : Optional.empty();
  }

  private static String more(long most, String what) {
    return " has more than " + most + " " + what + ".";
  }

  private static long mostRecords(Resource job) {
    return PersonalizeType.text(job, "batchInferenceJobMode").equals("THEME_GENERATION")
        ? MOST_THEMES
        : MOST_RECORDS;
  }

  private static long mostQueries(Resource job, World world) {
    if (!job.type().equals(Types.BATCH_SEGMENT_JOB.name())) {
      return Long.MAX_VALUE;
    }
    boolean byItem =
        world
            .registry()
            .byArn(Types.SOLUTION_VERSION, PersonalizeType.text(job, "solutionVersionArn"))
            .map(version -> PersonalizeType.text(version, "recipeArn"))
            .filter(recipe -> recipe.endsWith("/aws-item-affinity"))
            .isPresent();
    return byItem ? MOST_ITEM_QUERIES : MOST_ATTRIBUTE_QUERIES;
  }
}
