package dev.mlsim.services.personalize.data;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.ImportedData;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;

/** Data deletion jobs: statuses of their own, and hours. */
final class DeletionJobs {
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  private DeletionJobs() {}

  static void declare(Family family) {
    ConventionalResource job =
        family
            .resource("DataDeletionJob")
            .lifecycle(
                Lifecycle.builder()
                    .on(CREATE)
                    .goes(
                        stay("PENDING", ofMinutes(30)),
                        stay("IN_PROGRESS", ofHours(6)),
                        rest("COMPLETED"))
                    .on(FAIL)
                    .from("PENDING", "IN_PROGRESS")
                    .goes(rest("FAILED"))
                    .build())
            .durations(DeletionJobs::failsOnData)
            .entering("COMPLETED", DeletionJobs::count)
            .counts(Limits.DELETION_JOBS)
            .requires(
                SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
                ImportJobs.LOCATED,
                ImportJobs.READABLE);
    family.operation(
        "ListDataDeletionJobs",
        ListAll.of(job.type()).paged("nextToken", "nextToken", "maxResults", "dataDeletionJobs"));
  }

  /** Developer guide: CSV files with a column USER_ID, of 100 MB together. */
  private static Plan failsOnData(Resource job, Plan plan, World world) {
    List<ImportedData> files = ImportedData.files(GroupData.location(job), world);
    if (files.stream().anyMatch(file -> !file.header().contains("USER_ID"))) {
      return plan.meeting("IN_PROGRESS", FAIL, ImportJobs.missing(List.of("USER_ID")));
    }
    long bytes =
        world.objects().inputs(GroupData.location(job)).stream()
            .flatMap(file -> world.objects().get(file).stream())
            .mapToLong(content -> content.length)
            .sum();
    return bytes > MOST_BYTES
        ? plan.meeting("IN_PROGRESS", FAIL, "The input has more than 100 MB.")
        : plan;
  }

  /** The records of the users in all datasets of the group, as far as files are at hand. */
  private static void count(Resource job, World world) {
    String group = PersonalizeType.text(job, "datasetGroupArn");
    List<String> users = GroupData.users(job, world);
    long deleted =
        SharedRules.with(world, Types.DATASET, "datasetGroupArn", group)
            .flatMap(dataset -> GroupData.remaining(dataset, world, job).stream())
            .mapToLong(data -> data.rows().size() - data.without("USER_ID", users).rows().size())
            .sum();
    world.change(job, old -> old.with("numDeleted", deleted));
  }
}
