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
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.ImportedData;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import java.util.List;

/** Data deletion jobs: statuses of their own, and hours. */
final class DeletionJobs {
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  static final ResourceType TYPE =
      PersonalizeType.named("data-deletion-job", "dataDeletionJobArn", "data-deletion-job/{key}")
          .identifiedBy("jobName")
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
          .holds(Limits.DELETION_JOBS.holding())
          .build();

  private DeletionJobs() {}

  static void declare(Family family) {
    family
        .quota("PENDING data deletion jobs", Limits.DELETION_JOBS.quota())
        .type(TYPE)
        .operation(
            "CreateDataDeletionJob",
            Create.a(TYPE)
                .requires(
                    SharedRules.FEW_TAGS,
                    SharedRules.active("datasetGroupArn", DatasetGroups.TYPE),
                    SharedRules.valid(
                        call -> call.has("dataSource.dataLocation"),
                        "dataSource has a dataLocation",
                        "Invalid Data location."),
                    SharedRules.valid("the data is there to be read", ImportJobs::unreadable))
                .within(Limits.DELETION_JOBS.quota()))
        .operation("DescribeDataDeletionJob", Describe.a(TYPE).in("dataDeletionJob"))
        .operation(
            "ListDataDeletionJobs",
            ListAll.of(TYPE).paged("nextToken", "nextToken", "maxResults", "dataDeletionJobs"));
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
        SharedRules.with(world, Datasets.TYPE, "datasetGroupArn", group)
            .flatMap(dataset -> GroupData.remaining(dataset, world, job).stream())
            .mapToLong(data -> data.rows().size() - data.without("USER_ID", users).rows().size())
            .sum();
    world.change(job, old -> old.with("numDeleted", deleted));
  }
}
