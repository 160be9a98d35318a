package dev.mlsim.sdk.cleanroomsml;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.ColumnSchema;
import software.amazon.awssdk.services.cleanroomsml.model.ColumnType;
import software.amazon.awssdk.services.cleanroomsml.model.CreateConfiguredAudienceModelRequest;
import software.amazon.awssdk.services.cleanroomsml.model.CreateTrainingDatasetRequest;
import software.amazon.awssdk.services.cleanroomsml.model.Dataset;
import software.amazon.awssdk.services.cleanroomsml.model.DatasetType;
import software.amazon.awssdk.services.cleanroomsml.model.SharedAudienceMetrics;
import software.amazon.awssdk.services.cleanroomsml.model.StartAudienceGenerationJobRequest;

/** A world with one client, and the steps that lead to an exported audience. */
final class AudienceStudio {
  static final String ROLE = Studio.ROLE;

  final Simulator sim = Simulator.create();
  final CleanRoomsMlClient ml = SimulatedClients.of(sim).create(CleanRoomsMlClient.class);

  static Dataset interactions(ColumnType... types) {
    List<ColumnSchema> schema =
        Arrays.stream(types)
            .map(t -> ColumnSchema.builder().columnName("c" + t).columnTypes(t).build())
            .toList();
    return Dataset.builder()
        .type(DatasetType.INTERACTIONS)
        .inputConfig(
            c ->
                c.schema(schema)
                    .dataSource(
                        d -> d.glueDataSource(g -> g.databaseName("db").tableName("clicks"))))
        .build();
  }

  static CreateTrainingDatasetRequest.Builder datasetOf(String name) {
    return CreateTrainingDatasetRequest.builder()
        .name(name)
        .roleArn(ROLE)
        .trainingData(interactions(ColumnType.USER_ID, ColumnType.ITEM_ID, ColumnType.TIMESTAMP));
  }

  String dataset() {
    return ml.createTrainingDataset(datasetOf("clicks").build()).trainingDatasetArn();
  }

  String pendingModel(String dataset) {
    return ml.createAudienceModel(r -> r.name("lookalike").trainingDatasetArn(dataset))
        .audienceModelArn();
  }

  /** An audience model that is ACTIVE. */
  String model() {
    String arn = pendingModel(dataset());
    sim.clock().advance(Duration.ofDays(1));
    return arn;
  }

  static CreateConfiguredAudienceModelRequest.Builder configuredOf(String model) {
    return CreateConfiguredAudienceModelRequest.builder()
        .name("shared")
        .audienceModelArn(model)
        .sharedAudienceMetrics(SharedAudienceMetrics.ALL)
        .outputConfig(
            o ->
                o.roleArn(ROLE)
                    .destination(d -> d.s3Destination(s -> s.s3Uri("s3://audiences/out/"))));
  }

  String configured(Consumer<CreateConfiguredAudienceModelRequest.Builder> change) {
    return ml.createConfiguredAudienceModel(configuredOf(model()).applyMutation(change).build())
        .configuredAudienceModelArn();
  }

  static StartAudienceGenerationJobRequest.Builder generationOf(String configured) {
    return StartAudienceGenerationJobRequest.builder()
        .name("spring")
        .configuredAudienceModelArn(configured)
        .seedAudience(s -> s.roleArn(ROLE).dataSource(d -> d.s3Uri("s3://seeds/spring.jsonl")));
  }

  String pendingGeneration(String configured) {
    return ml.startAudienceGenerationJob(generationOf(configured).build())
        .audienceGenerationJobArn();
  }

  /** A generation job that is ACTIVE. */
  String generation(String configured) {
    String arn = pendingGeneration(configured);
    sim.clock().advance(Duration.ofHours(4));
    return arn;
  }
}
