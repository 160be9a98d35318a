package dev.mlsim.services.personalize.data;

import static java.time.Duration.ofMinutes;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Family;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.ImportedData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.List;
import java.util.Optional;

/** Dataset export jobs: as long as imports, with a CSV file at the end. */
final class ExportJobs {

  private ExportJobs() {}

  static void declare(Family family) {
    family
        .resource("DatasetExportJob")
        .lifecycle(Lifecycles.job(ofMinutes(1), ofMinutes(14)))
        .defaults("{'ingestionMode': 'PUT'}")
        .entering(Lifecycles.ACTIVE, ExportJobs::write)
        .requires(SharedRules.active("datasetArn", Types.DATASET));
  }

  /** What was imported in bulk, what was put record by record, or both. */
  private static void write(Resource job, World world) {
    Optional<Resource> dataset =
        world.registry().byArn(Types.DATASET, PersonalizeType.text(job, "datasetArn"));
    if (dataset.isEmpty()) {
      return;
    }
    List<String> columns =
        GroupData.schema(world, dataset.get())
            .map(schema -> List.copyOf(schema.columns().keySet()))
            .orElse(List.of());
    ImportedData data =
        data(job, dataset.get(), world).orElse(new ImportedData(columns, List.of()));
    world.write(job, GroupData.outputPath(job) + job.name() + ".csv", data.csv());
  }

  /** No source names the file. */
  private static Optional<ImportedData> data(Resource job, Resource dataset, World world) {
    return switch (PersonalizeType.text(job, "ingestionMode")) {
      case "BULK" -> GroupData.bulk(dataset, world);
      case "PUT" -> GroupData.put(dataset, world);
      default -> GroupData.remaining(dataset, world);
    };
  }
}
