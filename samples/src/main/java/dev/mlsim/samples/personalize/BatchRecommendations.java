package dev.mlsim.samples.personalize;

import dev.mlsim.samples.personalize.Patience.Look;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.BatchInferenceJobSummary;
import software.amazon.awssdk.services.personalize.model.DatasetImportJobSummary;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.SolutionSummary;

/**
 * Production code as a team would have it: from a file of clicks to a file of recommendations, and
 * nothing left behind. It knows nothing of a simulator.
 */
public final class BatchRecommendations {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRecommendations.class);
  private static final String ROLE = "arn:aws:iam::123456789012:role/Personalize";
  private static final String RECIPE = "arn:aws:personalize:::recipe/aws-user-personalization";
  private static final String PRECISION = "precision_at_25";
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final int PAUSES = 6;

  private final PersonalizeClient personalize;
  private final Patience patience;
  private final Consumer<Duration> sleep;

  /**
   * Makes the batch.
   *
   * @param personalize the client
   * @param time tells how late it is, for giving up in time
   * @param sleep sleeps between two looks
   */
  public BatchRecommendations(
      PersonalizeClient personalize, InstantSource time, Consumer<Duration> sleep) {
    this.personalize = personalize;
    this.patience = new Patience(time, sleep);
    this.sleep = sleep;
  }

  /**
   * What a batch works on.
   *
   * @param name what everything that it makes is called; jobs stay, so each batch has its own
   * @param clicks where the clicks are, a CSV file
   * @param users where the users are, a line of JSON each
   * @param output where the recommendations are to go
   * @param minPrecision how good the model must be to be used
   */
  public record Batch(
      String name, String clicks, String users, String output, double minPrecision) {}

  /**
   * Runs a batch, and clears away what it has made, however it ends.
   *
   * @throws IllegalStateException if something failed, took too long or was not good enough
   */
  public void run(Batch batch) {
    Workspace workspace = new Workspace(personalize, patience, batch.name());
    try {
      String group = workspace.group();
      importClicks(batch, workspace.clicks(group));
      String version = train(batch, group);
      refuseIfPoor(batch, version);
      infer(batch, version);
    } catch (RuntimeException e) {
      try {
        workspace.clear();
      } catch (RuntimeException notCleared) {
        e.addSuppressed(notCleared);
      }
      throw e;
    }
    workspace.clear();
  }

  /** Clears away what a batch of that name has left; nothing, if that is nothing. */
  public void clear(String name) {
    new Workspace(personalize, patience, name).clear();
  }

  private void importClicks(Batch batch, String dataset) {
    String arn =
        Workspace.made(() -> startImport(batch, dataset), () -> findImport(batch, dataset));
    patience.untilActive(
        arn,
        () -> {
          var job =
              personalize
                  .describeDatasetImportJob(r -> r.datasetImportJobArn(arn))
                  .datasetImportJob();
          return new Look(job.status(), job.failureReason());
        });
  }

  private String startImport(Batch batch, String dataset) {
    return personalize
        .createDatasetImportJob(
            r ->
                r.jobName(batch.name())
                    .datasetArn(dataset)
                    .roleArn(ROLE)
                    .dataSource(d -> d.dataLocation(batch.clicks())))
        .datasetImportJobArn();
  }

  private Optional<String> findImport(Batch batch, String dataset) {
    return personalize
        .listDatasetImportJobsPaginator(r -> r.datasetArn(dataset))
        .datasetImportJobs()
        .stream()
        .filter(job -> job.jobName().equals(batch.name()))
        .map(DatasetImportJobSummary::datasetImportJobArn)
        .findFirst();
  }

  private String train(Batch batch, String group) {
    String solution =
        Workspace.made(() -> createSolution(batch, group), () -> findSolution(batch, group));
    patience.untilActive(
        solution,
        () ->
            new Look(
                personalize.describeSolution(r -> r.solutionArn(solution)).solution().status(),
                "Personalize doesn't say why"));
    String version =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
    patience.untilActive(
        version,
        () -> {
          var model =
              personalize
                  .describeSolutionVersion(r -> r.solutionVersionArn(version))
                  .solutionVersion();
          return new Look(model.status(), model.failureReason());
        });
    return version;
  }

  private String createSolution(Batch batch, String group) {
    return personalize
        .createSolution(
            r ->
                r.name(batch.name())
                    .datasetGroupArn(group)
                    .recipeArn(RECIPE)
                    .performAutoTraining(false))
        .solutionArn();
  }

  private Optional<String> findSolution(Batch batch, String group) {
    return personalize.listSolutionsPaginator(r -> r.datasetGroupArn(group)).solutions().stream()
        .filter(solution -> solution.name().equals(batch.name()))
        .map(SolutionSummary::solutionArn)
        .findFirst();
  }

  private void refuseIfPoor(Batch batch, String version) {
    double precision =
        personalize
            .getSolutionMetrics(r -> r.solutionVersionArn(version))
            .metrics()
            .getOrDefault(PRECISION, 0.0);
    LOG.info("{} has a {} of {}", version, PRECISION, precision);
    if (precision < batch.minPrecision()) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s has a %s of %s, and %s is wanted",
              version,
              PRECISION,
              precision,
              batch.minPrecision()));
    }
  }

  private void infer(Batch batch, String version) {
    String arn =
        Workspace.made(() -> startInference(batch, version), () -> findInference(batch, version));
    patience.untilActive(
        arn,
        () -> {
          var job =
              personalize
                  .describeBatchInferenceJob(r -> r.batchInferenceJobArn(arn))
                  .batchInferenceJob();
          return new Look(job.status(), job.failureReason());
        });
  }

  /** Five jobs may be on their way in a region, and other teams have theirs. */
  private String startInference(Batch batch, String version) {
    for (int pauses = 0; true; pauses++) {
      try {
        return personalize
            .createBatchInferenceJob(
                r ->
                    r.jobName(batch.name())
                        .solutionVersionArn(version)
                        .roleArn(ROLE)
                        .jobInput(i -> i.s3DataSource(s -> s.path(batch.users())))
                        .jobOutput(o -> o.s3DataDestination(s -> s.path(batch.output()))))
            .batchInferenceJobArn();
      } catch (LimitExceededException busy) {
        if (pauses == PAUSES) {
          throw busy;
        }
        LOG.info("{} has to wait: {}", batch.name(), busy.getMessage());
        sleep.accept(PAUSE);
      }
    }
  }

  private Optional<String> findInference(Batch batch, String version) {
    return personalize
        .listBatchInferenceJobsPaginator(r -> r.solutionVersionArn(version))
        .batchInferenceJobs()
        .stream()
        .filter(job -> job.jobName().equals(batch.name()))
        .map(BatchInferenceJobSummary::batchInferenceJobArn)
        .findFirst();
  }
}
