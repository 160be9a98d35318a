package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ArtifactSummary;
import software.amazon.awssdk.services.sagemaker.model.AssociationEdgeType;
import software.amazon.awssdk.services.sagemaker.model.AssociationSummary;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.Direction;
import software.amazon.awssdk.services.sagemaker.model.Edge;
import software.amazon.awssdk.services.sagemaker.model.LineageType;
import software.amazon.awssdk.services.sagemaker.model.ListAssociationsRequest;
import software.amazon.awssdk.services.sagemaker.model.ModelApprovalStatus;
import software.amazon.awssdk.services.sagemaker.model.ProductionVariantInstanceType;
import software.amazon.awssdk.services.sagemaker.model.QueryLineageRequest;
import software.amazon.awssdk.services.sagemaker.model.QueryLineageResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceLimitExceededException;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Vertex;

class LineageTest {
  private static final String ARN = "arn:aws:sagemaker:us-east-1:123456789012:";
  private static final String IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7";
  private static final Duration DAY = Duration.ofDays(1);

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_query_leads_from_an_endpoint_back_to_the_data() {
    String model = train("churn-1");
    String modelPackage = register(model);
    deploy("churn", modelPackage);

    String context =
        sageMaker
            .listContexts(r -> r.sourceUri(ARN + "endpoint/churn"))
            .contextSummaries()
            .get(0)
            .contextArn();
    QueryLineageResponse data =
        query(
            r ->
                r.startArns(context)
                    .direction(Direction.ASCENDANTS)
                    .filters(f -> f.types("DataSet")));

    assertThat(data.vertices()).extracting(v -> source(v.arn())).containsExactly("s3://churn/in");
    assertThat(data.edges()).isEmpty();
    assertThat(data.hasEdges()).isTrue();
    QueryLineageResponse all =
        query(r -> r.startArns(context).direction(Direction.ASCENDANTS).includeEdges(true));
    assertThat(all.vertices())
        .extracting(Vertex::type, Vertex::lineageType)
        .containsExactlyInAnyOrder(
            tuple("Endpoint", LineageType.CONTEXT),
            tuple("ModelDeployment", LineageType.ACTION),
            tuple("ModelPackage", LineageType.ARTIFACT),
            tuple("Approval", LineageType.ACTION),
            tuple("Image", LineageType.ARTIFACT),
            tuple("Model", LineageType.ARTIFACT),
            tuple("TrainingJob", LineageType.TRIAL_COMPONENT),
            tuple("DataSet", LineageType.ARTIFACT));
    assertThat(all.edges())
        .hasSize(8)
        .filteredOn(e -> e.associationType() == AssociationEdgeType.PRODUCED)
        .extracting(Edge::sourceArn)
        .containsExactly(ARN + "experiment-trial-component/churn-1-aws-training-job");
  }

  @Test
  void a_query_leads_from_data_to_all_that_came_of_it() {
    train("churn-1");
    train("churn-2");
    String data = artifact("s3://churn/in");

    assertThat(
            query(
                    r ->
                        r.startArns(data)
                            .direction(Direction.DESCENDANTS)
                            .filters(f -> f.types("Model")))
                .vertices())
        .extracting(v -> source(v.arn()))
        .containsExactly(
            "s3://churn/models/churn-1/output/model.tar.gz",
            "s3://churn/models/churn-2/output/model.tar.gz");
    assertThat(
            query(r -> r.startArns(data).direction(Direction.DESCENDANTS).maxDepth(1)).vertices())
        .extracting(Vertex::type)
        .containsExactly("DataSet", "TrainingJob", "TrainingJob");
    QueryLineageResponse path =
        query(
            r ->
                r.startArns(data)
                    .direction(Direction.DESCENDANTS)
                    .includeEdges(true)
                    .filters(f -> f.types("Model")));
    assertThat(path.vertices())
        .extracting(Vertex::type)
        .containsExactly("DataSet", "TrainingJob", "TrainingJob", "Model", "Model");
    assertThat(path.edges()).hasSize(4);
  }

  @Test
  void a_job_that_runs_has_read_and_not_yet_written() {
    sageMaker.createTrainingJob(job("churn-1"));

    assertThat(artifacts()).containsExactly("DataSet", "Image");

    sim.clock().advance(DAY);
    assertThat(artifacts()).containsExactly("Model", "DataSet", "Image");
  }

  @Test
  void what_is_deleted_by_hand_stays_deleted() {
    train("churn-1");
    String component = ARN + "experiment-trial-component/churn-1-aws-training-job";
    String data = artifact("s3://churn/in");
    assertThatThrownBy(() -> sageMaker.deleteArtifact(r -> r.artifactArn(data)))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("has 1 or more associations and cannot be deleted.");

    sageMaker.deleteAssociation(r -> r.sourceArn(data).destinationArn(component));
    sageMaker.deleteArtifact(r -> r.source(s -> s.sourceUri("s3://churn/in")));

    assertThat(artifacts()).containsExactly("Model", "Image");
    assertThatThrownBy(() -> sageMaker.describeArtifact(r -> r.artifactArn(data)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_source_has_one_artifact() {
    String arn = create("s3://churn/raw");

    assertThat(arn).matches(ARN + "artifact/[0-9a-f]{32}");
    assertThatThrownBy(() -> create("s3://churn/raw"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("already exists: " + arn);
    train("churn-1");
    assertThatThrownBy(() -> create("s3://churn/in")).hasMessageContaining("already exists");
    assertThat(sageMaker.describeArtifact(r -> r.artifactArn(arn)).createdBy()).isNotNull();
    assertThatThrownBy(() -> sageMaker.deleteArtifact(r -> {}))
        .hasMessageContaining("Exactly one of ArtifactArn and Source must be specified.");
  }

  @Test
  void an_update_replaces_the_properties_and_then_takes_away() {
    sageMaker.createAction(
        r ->
            r.actionName("clean")
                .actionType("Cleaning")
                .source(s -> s.sourceUri("s3://churn/code"))
                .properties(Map.of("a", "1", "b", "2")));

    sageMaker.updateAction(
        r ->
            r.actionName("clean")
                .status("Completed")
                .properties(Map.of("c", "3", "d", "4"))
                .propertiesToRemove("d"));

    assertThat(sageMaker.describeAction(r -> r.actionName(ARN + "action/clean")))
        .satisfies(
            action -> {
              assertThat(action.properties()).isEqualTo(Map.of("c", "3"));
              assertThat(action.statusAsString()).isEqualTo("Completed");
              assertThat(action.lineageGroupArn())
                  .isEqualTo(ARN + "lineage-group/sagemaker-default-lineage-group");
            });
  }

  @Test
  void associations_are_listed_by_their_ends() {
    train("churn-1");
    String component = ARN + "experiment-trial-component/churn-1-aws-training-job";

    assertThat(associations(r -> r.destinationArn(component)))
        .extracting(AssociationSummary::sourceType, AssociationSummary::destinationName)
        .containsExactlyInAnyOrder(
            tuple("DataSet", "churn-1-aws-training-job"),
            tuple("Image", "churn-1-aws-training-job"));
    assertThat(associations(r -> r.sourceArn(component).associationType("Produced")))
        .extracting(
            AssociationSummary::sourceType,
            AssociationSummary::destinationType,
            AssociationSummary::destinationName)
        .containsExactly(tuple("SageMakerTrainingJob", "Model", null));
    assertThat(associations(r -> r.sourceType("Image"))).hasSize(1);
  }

  @Test
  void an_association_needs_both_of_its_ends_and_there_is_one_of_them() {
    String from = create("s3://churn/a");
    String to = create("s3://churn/b");

    sageMaker.addAssociation(
        r -> r.sourceArn(from).destinationArn(to).associationType(AssociationEdgeType.SAME_AS));

    assertThatThrownBy(() -> sageMaker.addAssociation(r -> r.sourceArn(from).destinationArn(to)))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("already exists.");
    assertThatThrownBy(
            () ->
                sageMaker.addAssociation(r -> r.sourceArn(from).destinationArn(ARN + "action/no")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> sageMaker.deleteAssociation(r -> r.sourceArn(to).destinationArn(from)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(query(r -> r.startArns(to)).vertices())
        .extracting(Vertex::arn)
        .containsExactly(to, from);
  }

  @Test
  void an_approval_and_an_update_of_an_endpoint_are_actions_of_their_own() {
    String modelPackage = register(train("churn-1"));
    deploy("churn", modelPackage);
    assertThat(actions()).containsExactlyInAnyOrder("Approval", "ModelDeployment");

    sageMaker.updateModelPackage(
        r -> r.modelPackageArn(modelPackage).modelApprovalStatus(ModelApprovalStatus.APPROVED));
    config("churn-b", modelPackage);
    sageMaker.updateEndpoint(r -> r.endpointName("churn").endpointConfigName("churn-b"));
    sim.clock().advance(DAY);

    assertThat(actions())
        .containsExactlyInAnyOrder("Approval", "Approval", "ModelDeployment", "ModelReplaced");
  }

  @Test
  void the_graph_outlives_what_it_is_of() {
    deploy("churn", register(train("churn-1")));
    assertThat(actions()).contains("ModelDeployment");

    sageMaker.deleteEndpoint(r -> r.endpointName("churn"));
    sim.clock().advance(DAY);

    assertThat(actions()).contains("ModelDeployment");
  }

  @Test
  void pages_together_hold_every_vertex_and_every_edge_once() {
    String data = create("s3://churn/a");
    for (int i = 0; i < 14; i++) {
      String next = create("s3://churn/" + i);
      sageMaker.addAssociation(r -> r.sourceArn(data).destinationArn(next));
    }

    QueryLineageResponse first = query(r -> r.startArns(data).includeEdges(true));
    QueryLineageResponse second =
        query(r -> r.startArns(data).includeEdges(true).nextToken(first.nextToken()));

    assertThat(first.vertices()).hasSize(10);
    assertThat(second.vertices()).hasSize(5);
    assertThat(first.edges()).hasSize(9);
    assertThat(second.edges()).hasSize(5);
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void filters_are_joined_and_properties_are_alternatives() {
    String raw =
        sageMaker
            .createArtifact(
                r ->
                    r.artifactType("DataSet")
                        .source(s -> s.sourceUri("s3://churn/raw"))
                        .properties(Map.of("owner", "ana", "stage", "raw")))
            .artifactArn();
    create("s3://churn/other");

    assertThat(
            query(r -> r.filters(f -> f.properties(Map.of("owner", "ana", "stage", "none"))))
                .vertices())
        .extracting(Vertex::arn)
        .containsExactly(raw);
    assertThat(
            query(
                    r ->
                        r.filters(
                            f ->
                                f.lineageTypes(LineageType.ARTIFACT)
                                    .createdAfter(sim.clock().now().plusSeconds(1))))
                .vertices())
        .isEmpty();
    assertThatThrownBy(() -> query(r -> r.startArns(ARN + "artifact/none")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void an_account_has_one_lineage_group_which_is_shared_with_nobody() {
    assertThat(sageMaker.listLineageGroups(r -> {}).lineageGroupSummaries()).isEmpty();

    create("s3://churn/a");

    assertThat(sageMaker.listLineageGroups(r -> {}).lineageGroupSummaries())
        .extracting(g -> g.lineageGroupArn())
        .containsExactly(ARN + "lineage-group/sagemaker-default-lineage-group");
    assertThatThrownBy(
            () ->
                sageMaker.getLineageGroupPolicy(
                    r -> r.lineageGroupName("sagemaker-default-lineage-group")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("has no resource policy.");
  }

  @Test
  void quotas_count_what_people_make() {
    sim.quotas()
        .set(
            "Total number of artifacts allowed, excluding those automatically created by SageMaker",
            1);
    train("churn-1");

    create("s3://churn/a");

    assertThatThrownBy(() -> create("s3://churn/b"))
        .isInstanceOf(ResourceLimitExceededException.class);
  }

  private static CreateTrainingJobRequest job(String name) {
    return Jobs.job(
        name,
        r ->
            r.inputDataConfig(
                Channel.builder()
                    .channelName("train")
                    .dataSource(
                        d -> d.s3DataSource(s -> s.s3DataType("S3Prefix").s3Uri("s3://churn/in")))
                    .build()));
  }

  private String train(String name) {
    sageMaker.createTrainingJob(job(name));
    sim.clock().advance(DAY);
    return Jobs.describe(sageMaker, name).modelArtifacts().s3ModelArtifacts();
  }

  private String register(String model) {
    sageMaker.createModelPackageGroup(r -> r.modelPackageGroupName("churn"));
    sim.clock().advance(DAY);
    return sageMaker
        .createModelPackage(
            r ->
                r.modelPackageGroupName("churn")
                    .inferenceSpecification(
                        s ->
                            s.containers(c -> c.image(IMAGE).modelDataUrl(model))
                                .supportedContentTypes("text/csv")
                                .supportedResponseMIMETypes("text/csv")))
        .modelPackageArn();
  }

  private void deploy(String endpoint, String modelPackage) {
    config(endpoint, modelPackage);
    sageMaker.createEndpoint(r -> r.endpointName(endpoint).endpointConfigName(endpoint));
    sim.clock().advance(DAY);
  }

  private void config(String name, String modelPackage) {
    sageMaker.createModel(
        r ->
            r.modelName(name)
                .executionRoleArn("arn:aws:iam::123456789012:role/Serving")
                .primaryContainer(c -> c.modelPackageName(modelPackage)));
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName(name)
                .productionVariants(
                    v ->
                        v.variantName("all")
                            .modelName(name)
                            .initialInstanceCount(1)
                            .instanceType(ProductionVariantInstanceType.ML_M5_LARGE)));
  }

  private String create(String uri) {
    return sageMaker
        .createArtifact(r -> r.artifactType("DataSet").source(s -> s.sourceUri(uri)))
        .artifactArn();
  }

  private String artifact(String uri) {
    return sageMaker.listArtifacts(r -> r.sourceUri(uri)).artifactSummaries().get(0).artifactArn();
  }

  private String source(String arn) {
    return sageMaker.describeArtifact(r -> r.artifactArn(arn)).source().sourceUri();
  }

  private List<String> artifacts() {
    return sageMaker.listArtifacts(r -> {}).artifactSummaries().stream()
        .map(ArtifactSummary::artifactType)
        .toList();
  }

  private List<String> actions() {
    return sageMaker.listActions(r -> {}).actionSummaries().stream()
        .map(action -> action.actionType())
        .toList();
  }

  private List<AssociationSummary> associations(Consumer<ListAssociationsRequest.Builder> filter) {
    return sageMaker.listAssociations(filter).associationSummaries();
  }

  private QueryLineageResponse query(Consumer<QueryLineageRequest.Builder> asked) {
    return sageMaker.queryLineage(asked);
  }
}
