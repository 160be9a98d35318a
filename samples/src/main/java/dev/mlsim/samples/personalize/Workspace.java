package dev.mlsim.samples.personalize;

import dev.mlsim.samples.personalize.Patience.Look;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.DatasetGroupSummary;
import software.amazon.awssdk.services.personalize.model.DatasetSchemaSummary;
import software.amazon.awssdk.services.personalize.model.DatasetSummary;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.SolutionSummary;
import software.amazon.awssdk.services.personalize.model.SolutionVersionSummary;

/**
 * Production code: the dataset group in which a batch works, with its schema and dataset. It is
 * found where an earlier run left it, and cleared away in the order that Personalize wants.
 */
final class Workspace {
  static final String CLICKS =
      """
      {"type": "record", "name": "Interactions",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "ITEM_ID", "type": "string"},
         {"name": "TIMESTAMP", "type": "long"}]}
      """;

  private final PersonalizeClient personalize;
  private final Patience patience;
  private final String name;

  Workspace(PersonalizeClient personalize, Patience patience, String name) {
    this.personalize = personalize;
    this.patience = patience;
    this.name = name;
  }

  /** The group's ARN; it is ACTIVE. */
  String group() {
    String arn = made(this::createGroup, this::findGroup);
    patience.untilActive(
        arn,
        () -> {
          var group = personalize.describeDatasetGroup(r -> r.datasetGroupArn(arn)).datasetGroup();
          return new Look(group.status(), group.failureReason());
        });
    return arn;
  }

  private String createGroup() {
    return personalize.createDatasetGroup(r -> r.name(name)).datasetGroupArn();
  }

  /** The ARN of the group's dataset of clicks; it is ACTIVE. */
  String clicks(String group) {
    String schema = made(this::createSchema, this::findSchema);
    String arn = made(() -> createDataset(group, schema), () -> findDataset(group));
    patience.untilActive(
        arn,
        () ->
            new Look(
                personalize.describeDataset(r -> r.datasetArn(arn)).dataset().status(),
                "Personalize doesn't say why"));
    return arn;
  }

  private String createSchema() {
    return personalize.createSchema(r -> r.name(name).schema(CLICKS)).schemaArn();
  }

  private String createDataset(String group, String schema) {
    return personalize
        .createDataset(
            r -> r.name(name).datasetGroupArn(group).datasetType("Interactions").schemaArn(schema))
        .datasetArn();
  }

  /**
   * Makes something, or finds it made: by an earlier run, or by an attempt of the SDK's whose
   * answer was lost.
   */
  static String made(Supplier<String> making, Supplier<Optional<String>> finding) {
    try {
      return making.get();
    } catch (ResourceAlreadyExistsException there) {
      return finding.get().orElseThrow(() -> there);
    }
  }

  /** Clears everything away that is there: what is below first, each waited for. */
  void clear() {
    findGroup()
        .ifPresent(
            group -> {
              personalize.listSolutionsPaginator(r -> r.datasetGroupArn(group)).solutions().stream()
                  .map(SolutionSummary::solutionArn)
                  .toList()
                  .forEach(this::deleteSolution);
              findDataset(group).ifPresent(this::deleteDataset);
              patience.delete(
                  group,
                  () -> personalize.deleteDatasetGroup(r -> r.datasetGroupArn(group)),
                  () -> personalize.describeDatasetGroup(r -> r.datasetGroupArn(group)));
            });
    findSchema().ifPresent(schema -> personalize.deleteSchema(r -> r.schemaArn(schema)));
  }

  private void deleteSolution(String solution) {
    personalize
        .listSolutionVersionsPaginator(r -> r.solutionArn(solution))
        .solutionVersions()
        .stream()
        .filter(version -> version.status().matches("CREATE (PENDING|IN_PROGRESS)"))
        .map(SolutionVersionSummary::solutionVersionArn)
        .toList()
        .forEach(this::stopTraining);
    patience.delete(
        solution,
        () -> personalize.deleteSolution(r -> r.solutionArn(solution)),
        () -> personalize.describeSolution(r -> r.solutionArn(solution)));
  }

  private void stopTraining(String version) {
    personalize.stopSolutionVersionCreation(r -> r.solutionVersionArn(version));
    patience.untilStopped(
        version,
        () ->
            personalize
                .describeSolutionVersion(r -> r.solutionVersionArn(version))
                .solutionVersion()
                .status());
  }

  private void deleteDataset(String dataset) {
    patience.delete(
        dataset,
        () -> personalize.deleteDataset(r -> r.datasetArn(dataset)),
        () -> personalize.describeDataset(r -> r.datasetArn(dataset)));
  }

  private Optional<String> findGroup() {
    return personalize.listDatasetGroupsPaginator(r -> {}).datasetGroups().stream()
        .filter(group -> group.name().equals(name))
        .map(DatasetGroupSummary::datasetGroupArn)
        .findFirst();
  }

  private Optional<String> findSchema() {
    return personalize.listSchemasPaginator(r -> {}).schemas().stream()
        .filter(schema -> schema.name().equals(name))
        .map(DatasetSchemaSummary::schemaArn)
        .findFirst();
  }

  private Optional<String> findDataset(String group) {
    return personalize.listDatasetsPaginator(r -> r.datasetGroupArn(group)).datasets().stream()
        .map(DatasetSummary::datasetArn)
        .findFirst();
  }
}
