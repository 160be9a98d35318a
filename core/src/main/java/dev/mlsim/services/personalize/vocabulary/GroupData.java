package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.PutRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The data of a dataset group: its datasets, their schemas, and what was imported into them. */
public final class GroupData {
  /** The types of datasets. */
  public static final List<String> KINDS =
      List.of("INTERACTIONS", "ITEMS", "USERS", "ACTIONS", "ACTION_INTERACTIONS");

  /** The columns by which a record replaces the one before it. */
  private static final Map<String, String> KEYS =
      Map.of("ITEMS", "ITEM_ID", "USERS", "USER_ID", "ACTIONS", "ACTION_ID");

  private GroupData() {}

  /** The dataset of a type in a group, if it has one. */
  public static Optional<Resource> inGroup(World world, String groupArn, String kind) {
    return SharedRules.with(world, Types.DATASET, "datasetGroupArn", groupArn)
        .filter(dataset -> PersonalizeType.text(dataset, "datasetType").equals(kind))
        .findFirst();
  }

  /** What the dataset of a type in a group holds; nothing where nothing is known of it. */
  public static Optional<ImportedData> held(World world, String groupArn, String kind) {
    return inGroup(world, groupArn, kind).flatMap(dataset -> remaining(dataset, world));
  }

  /** The imports into the datasets of a group. */
  public static Stream<Resource> imports(World world, String groupArn) {
    return SharedRules.with(world, Types.DATASET, "datasetGroupArn", groupArn)
        .flatMap(dataset -> world.registry().group(Types.IMPORT_JOB, dataset.arn()).stream());
  }

  /** When the latest record was put into each of the datasets of a group that got any. */
  public static Stream<Instant> lastPuts(World world, String groupArn) {
    return SharedRules.with(world, Types.DATASET, "datasetGroupArn", groupArn)
        .flatMap(
            dataset -> records(dataset, world).map(PutRecord::at).max(Instant::compareTo).stream());
  }

  private static Stream<PutRecord> records(Resource dataset, World world) {
    return world.setup(PersonalizeSetup.class).put(dataset.arn()).stream()
        .filter(record -> !record.at().isBefore(dataset.created())); // one before had its ARN
  }

  /** The schema of a dataset as long as it exists. */
  public static Optional<AvroSchema> schema(World world, Resource dataset) {
    return world
        .registry()
        .byArn(Types.SCHEMA, PersonalizeType.text(dataset, "schemaArn"))
        .map(GroupData::schemaOf);
  }

  /** What the resource of a schema says. */
  public static AvroSchema schemaOf(Resource schema) {
    return AvroSchema.read(PersonalizeType.text(schema, "schema"));
  }

  /** Whether the interactions of a group may have event types: no dataset says no. */
  public static boolean mayHaveEventTypes(World world, String groupArn) {
    return inGroup(world, groupArn, "INTERACTIONS")
        .flatMap(dataset -> schema(world, dataset))
        .map(schema -> schema.columns().containsKey("EVENT_TYPE"))
        .orElse(true);
  }

  /** What a dataset holds after the deletions that have been completed: imported and put. */
  public static Optional<ImportedData> remaining(Resource dataset, World world) {
    return remaining(dataset, world, dataset);
  }

  /** The same, without what one of the deletions has done. */
  public static Optional<ImportedData> remaining(
      Resource dataset, World world, Resource exceptFor) {
    Optional<ImportedData> bulk = bulk(dataset, world, exceptFor);
    Optional<ImportedData> put = put(dataset, world, exceptFor);
    return bulk.isPresent() && put.isPresent()
        ? Optional.of(bulk.get().and(put.get(), key(dataset)))
        : bulk.or(() -> put);
  }

  private static String key(Resource dataset) {
    return KEYS.getOrDefault(PersonalizeType.text(dataset, "datasetType"), "");
  }

  /** What was imported into a dataset and is still there. */
  public static Optional<ImportedData> bulk(Resource dataset, World world) {
    return bulk(dataset, world, dataset);
  }

  private static Optional<ImportedData> bulk(Resource dataset, World world, Resource exceptFor) {
    List<String> users =
        deletions(dataset, world, exceptFor).flatMap(job -> users(job, world).stream()).toList();
    return ImportedData.of(dataset, world).map(data -> data.without("USER_ID", users));
  }

  /** What was put into a dataset record by record and is still there. */
  public static Optional<ImportedData> put(Resource dataset, World world) {
    return put(dataset, world, dataset);
  }

  private static Optional<ImportedData> put(Resource dataset, World world, Resource exceptFor) {
    List<PutRecord> records = records(dataset, world).toList();
    if (records.isEmpty()) {
      return Optional.empty();
    }
    List<Resource> deletions = deletions(dataset, world, exceptFor).toList();
    ImportedData rows = PutRows.of(dataset, records, deletions, world);
    return Optional.of(new ImportedData(rows.header(), List.of()).and(rows, key(dataset)));
  }

  private static Stream<Resource> deletions(Resource dataset, World world, Resource exceptFor) {
    return SharedRules.with(
            world,
            Types.DELETION_JOB,
            "datasetGroupArn",
            PersonalizeType.text(dataset, "datasetGroupArn"))
        .filter(job -> job.is("COMPLETED") && job != exceptFor)
        .filter(job -> job.sequence() > dataset.sequence()); // the group is of the same ARN
  }

  /** The users that a deletion job names. */
  public static List<String> users(Resource job, World world) {
    return ImportedData.files(location(job), world).stream()
        .flatMap(file -> file.column("USER_ID").stream())
        .toList();
  }

  /** Where the data of a job lies. */
  public static String location(Resource job) {
    return Documents.at(job.attributes(), "dataSource.dataLocation")
        .map(node -> node.asText())
        .orElse("");
  }

  /** The path as it was given: file names are put behind it, so that it ends with a slash. */
  public static String outputPath(Resource job) {
    return Documents.at(job.attributes(), "jobOutput.s3DataDestination.path")
        .map(JsonNode::asText)
        .orElse("");
  }
}
