package dev.mlsim.services.personalize.data;

import static java.time.Duration.ofMinutes;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.AvroSchema;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.ImportedData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dataset import jobs: mostly provisioning, a quarter of an hour. */
final class ImportJobs {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9]+://([^/]+)/?.*");

  /** The data that a job is to read are said to be somewhere. */
  static final Precondition LOCATED =
      SharedRules.valid(
          call -> call.has("dataSource.dataLocation"),
          "dataSource has a dataLocation",
          "Invalid Data location.");

  /** S3 is asked when the job is created, not when it runs. */
  static final Precondition READABLE =
      SharedRules.valid("the data is there to be read", ImportJobs::unreadable);

  private ImportJobs() {}

  static void declare(Family family) {
    family
        .resource("DatasetImportJob")
        .grouped(job -> PersonalizeType.text(job, "datasetArn"))
        .lifecycle(Lifecycles.job(ofMinutes(1), ofMinutes(14)))
        .defaults("{'importMode': 'FULL'}")
        .durations(ImportJobs::failsOnColumns)
        .counts(Limits.IMPORT_JOBS)
        .requires(
            SharedRules.active("datasetArn", Types.DATASET),
            LOCATED,
            READABLE,
            SharedRules.valid(
                call ->
                    !call.text("importMode").orElse("").equals("INCREMENTAL")
                        || hasFullImport(call),
                "INCREMENTAL only after a FULL import",
                "An incremental import requires existing bulk data in the dataset. Import"
                    + " data with import mode FULL first."));
  }

  private static Optional<String> unreadable(Call call) {
    String location = call.text("dataSource.dataLocation").orElse("");
    return call.world().objects().isReadable(location)
        ? Optional.empty()
        : Optional.of(noPrivileges(location));
  }

  static String noPrivileges(String location) {
    Matcher parts = BUCKET.matcher(location);
    return "Insufficient privileges for accessing data in S3. Please look at"
        + " https://docs.aws.amazon.com/personalize/latest/dg/granting-personalize-s3-access.html"
        + "#attach-bucket-policy and fix bucket policy on "
        + (parts.matches() ? parts.group(1) : location)
        + ".";
  }

  static String missing(List<String> columns) {
    return "Input CSV is missing the following columns:" + columns + ".";
  }

  /** The imports into a dataset, oldest first. */
  static Stream<Resource> of(String datasetArn, World world) {
    return world.registry().group(Types.IMPORT_JOB, datasetArn).stream();
  }

  private static boolean hasFullImport(Call call) {
    Resource dataset = call.subject(Types.DATASET);
    return of(dataset.arn(), call.world())
        .filter(job -> job.sequence() > dataset.sequence()) // an earlier one's has the same ARN
        .anyMatch(
            job ->
                job.is(Lifecycles.ACTIVE)
                    && PersonalizeType.text(job, "importMode").equals("FULL"));
  }

  /** A file that the test put there is looked at, whether inputs are required or not. */
  private static Plan failsOnColumns(Resource job, Plan plan, World world) {
    Optional<AvroSchema> schema =
        world
            .registry()
            .byArn(Types.DATASET, PersonalizeType.text(job, "datasetArn"))
            .flatMap(dataset -> GroupData.schema(world, dataset));
    for (ImportedData file : ImportedData.files(GroupData.location(job), world)) {
      List<String> lacking =
          schema
              .map(
                  s ->
                      s.columns().keySet().stream()
                          .filter(c -> !file.header().contains(c))
                          .toList())
              .orElse(List.of());
      if (!lacking.isEmpty()) {
        return plan.meeting(Lifecycles.IN_PROGRESS, Lifecycle.FAIL, missing(lacking));
      }
    }
    return plan;
  }
}
