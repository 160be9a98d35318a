package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.BooleanOperator;
import software.amazon.awssdk.services.sagemaker.model.Channel;
import software.amazon.awssdk.services.sagemaker.model.CreateTrainingJobRequest;
import software.amazon.awssdk.services.sagemaker.model.Filter;
import software.amazon.awssdk.services.sagemaker.model.NestedFilters;
import software.amazon.awssdk.services.sagemaker.model.Operator;
import software.amazon.awssdk.services.sagemaker.model.PropertyNameSuggestion;
import software.amazon.awssdk.services.sagemaker.model.ResourceType;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.SearchExpression;
import software.amazon.awssdk.services.sagemaker.model.SearchRequest;
import software.amazon.awssdk.services.sagemaker.model.SearchResponse;
import software.amazon.awssdk.services.sagemaker.model.SearchSortOrder;
import software.amazon.awssdk.services.sagemaker.model.VisibilityConditions;

class SearchTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void the_best_job_of_a_team_is_found_by_tags_and_metrics() {
    sim.setup(TrainingMetrics.class).job("a").reports("validation:auc", 0.7);
    sim.setup(TrainingMetrics.class).job("b").reports("validation:auc", 0.9);
    sim.setup(TrainingMetrics.class).job("c").reports("validation:auc", 0.8);
    for (String name : List.of("a", "b", "c")) {
      train(
          name,
          r ->
              r.tags(t -> t.key("team").value("red"))
                  .algorithmSpecification(
                      s ->
                          s.trainingImage(
                                  "683313688378.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7")
                              .trainingInputMode("File")));
    }
    sim.clock().advance(Duration.ofDays(1));

    SearchResponse best =
        sageMaker.search(
            r ->
                r.resource(ResourceType.TRAINING_JOB)
                    .sortBy("Metrics.validation:auc")
                    .maxResults(1)
                    .searchExpression(
                        e ->
                            e.filters(
                                filter("Tags.team", Operator.EQUALS, "red"),
                                filter("metrics.validation:auc", Operator.GREATER_THAN, "0.75"))));

    assertThat(names(best)).containsExactly("b");
    assertThat(best.results().get(0).trainingJob().tags()).hasSize(1);
    assertThat(best.nextToken()).isNotNull();
  }

  @Test
  void a_nested_filter_is_met_by_one_element() {
    train(
        "split",
        r -> r.inputDataConfig(channel("train", "s3://a/in"), channel("test", "s3://b/in")));
    train("joint", r -> r.inputDataConfig(channel("train", "s3://b/in")));
    List<Filter> both =
        List.of(
            filter("InputDataConfig.ChannelName", Operator.EQUALS, "train"),
            filter("InputDataConfig.DataSource.S3DataSource.S3Uri", Operator.CONTAINS, "s3://b/"));

    assertThat(jobs(e -> e.filters(both))).containsExactly("joint", "split");
    assertThat(
            jobs(
                e ->
                    e.nestedFilters(
                        NestedFilters.builder()
                            .nestedPropertyName("InputDataConfig")
                            .filters(both)
                            .build())))
        .containsExactly("joint");
    refused(
        e ->
            e.nestedFilters(
                n ->
                    n.nestedPropertyName("InputDataConfig")
                        .filters(filter("TrainingJobName", Operator.EQUALS, "a"))),
        "Property TrainingJobName is not nested in InputDataConfig.");
  }

  @Test
  void expressions_are_joined_by_and_or_or() {
    train("a", r -> r.tags(t -> t.key("team").value("red")));
    train("b", r -> r.tags(t -> t.key("team").value("blue")));
    train("c", r -> {});
    SearchExpression eitherTeam =
        SearchExpression.builder()
            .operator(BooleanOperator.OR)
            .filters(
                filter("Tags.team", Operator.EQUALS, "red"),
                filter("Tags.team", Operator.EQUALS, "blue"))
            .build();

    assertThat(jobs(e -> e.subExpressions(eitherTeam))).containsExactly("b", "a");
    assertThat(
            jobs(
                e ->
                    e.subExpressions(eitherTeam)
                        .filters(filter("TrainingJobName", Operator.IN, "b, c"))))
        .containsExactly("b");
    assertThat(jobs(e -> e.filters(f -> f.name("Tags.team").operator(Operator.NOT_EXISTS))))
        .containsExactly("c");
    assertThat(jobs(e -> e.filters(filter("Tags.team", Operator.NOT_EQUALS, "red"))))
        .containsExactly("c", "b");
  }

  @Test
  void hyperparameters_are_compared_as_numbers() {
    train("low", r -> r.hyperParameters(Map.of("rate", "0.9")));
    train("high", r -> r.hyperParameters(Map.of("rate", "10")));

    assertThat(jobs(e -> e.filters(filter("HyperParameters.rate", Operator.GREATER_THAN, "0.95"))))
        .containsExactly("high");
    assertThat(jobs(e -> e.filters(filter("HyperParameters.rate", Operator.EQUALS, "0"))))
        .containsExactly("low");
    assertThat(
            names(
                sageMaker.search(
                    r ->
                        r.resource(ResourceType.TRAINING_JOB)
                            .sortBy("HyperParameters.rate")
                            .sortOrder(SearchSortOrder.ASCENDING))))
        .containsExactly("low", "high");
  }

  @Test
  void times_are_compared_to_the_second() {
    train("a", r -> {});
    sim.clock().advance(Duration.ofDays(1));
    train("b", r -> {});

    assertThat(
            jobs(
                e ->
                    e.filters(
                        filter("CreationTime", Operator.GREATER_THAN, "2026-01-01T00:00:01"))))
        .containsExactly("b");
    assertThat(
            jobs(e -> e.filters(filter("CreationTime", Operator.EQUALS, "2026-01-01T00:00:00Z"))))
        .containsExactly("a");
    refused(
        e -> e.filters(filter("CreationTime", Operator.LESS_THAN, "yesterday")),
        "Invalid value [yesterday] for property CreationTime.");
  }

  @Test
  void what_cannot_be_asked_is_refused_as_aws_does() {
    refused(
        e -> e.filters(filter("Nothing.Such", Operator.EQUALS, "1")),
        "Unknown property name: Nothing.Such");
    refused(
        e ->
            e.filters(
                filter("TrainingJobName", Operator.CONTAINS, "a"),
                filter("RoleArn", Operator.CONTAINS, "b")),
        "'CONTAINS' operator usage limit of 1 exceeded.");
    refused(
        e -> e.filters(filter("TrainingJobName", Operator.GREATER_THAN, "a")),
        "operator GreaterThan is not supported for it.");
    refused(
        e -> e.filters(filter("TrainingJobName", Operator.EXISTS, "a")),
        "operator Exists doesn't take a value.");
    refused(e -> e.operator(BooleanOperator.OR), "must have at least one of Filters");
    SearchExpression many = SearchExpression.builder().filters(filters(18)).build();
    refused(e -> e.subExpressions(many, many, many), "can have at most 50 elements in all.");
  }

  @Test
  void pages_follow_the_order_and_say_how_much_there_is() {
    for (int i = 0; i < 12; i++) {
      train("job-" + i, r -> {});
      sim.clock().advance(Duration.ofMinutes(1));
    }
    Consumer<SearchRequest.Builder> all =
        r -> r.resource(ResourceType.TRAINING_JOB).sortBy("CreationTime");

    SearchResponse first = sageMaker.search(all);
    SearchResponse second = sageMaker.search(r -> all.accept(r.nextToken(first.nextToken())));

    assertThat(names(first)).hasSize(10).startsWith("job-11", "job-10");
    assertThat(names(second)).containsExactly("job-1", "job-0");
    assertThat(second.nextToken()).isNull();
    assertThat(sageMaker.searchPaginator(all).results()).hasSize(12);
  }

  @Test
  void a_condition_hides_what_has_another_value_for_the_tag() {
    train("red", r -> r.tags(t -> t.key("team").value("red")));
    train("blue", r -> r.tags(t -> t.key("team").value("blue")));
    train("none", r -> {});

    assertThat(
            names(
                sageMaker.search(
                    r ->
                        r.resource(ResourceType.TRAINING_JOB)
                            .visibilityConditions(
                                VisibilityConditions.builder()
                                    .key("Tags.team")
                                    .value("red")
                                    .build()))))
        .containsExactly("none", "red");
    assertThat(
            sageMaker
                .search(r -> r.resource("TrainingJob").crossAccountFilterOption("CrossAccount"))
                .results())
        .isEmpty();
  }

  @Test
  void the_index_can_lag() {
    sim.consistency().of("training-job").inLists().lag(Duration.ofMinutes(2));
    train("late", r -> {});

    assertThat(jobs(e -> e.filters(filter("TrainingJobName", Operator.EQUALS, "late")))).isEmpty();

    sim.clock().advance(Duration.ofMinutes(2));
    assertThat(jobs(e -> e.filters(filter("TrainingJobName", Operator.EQUALS, "late")))).hasSize(1);
  }

  @Test
  void trials_and_components_know_what_they_are_part_of() {
    sageMaker.createExperiment(r -> r.experimentName("churn"));
    sageMaker.createTrial(r -> r.trialName("night").experimentName("churn"));
    train("fit", r -> r.experimentConfig(c -> c.trialName("night").runName("run-1")));
    train("other", r -> {});

    SearchResponse found =
        sageMaker.search(
            r ->
                r.resource(ResourceType.EXPERIMENT_TRIAL_COMPONENT)
                    .searchExpression(
                        e ->
                            e.filters(filter("Parents.ExperimentName", Operator.EQUALS, "churn"))));

    assertThat(found.results()).hasSize(1);
    assertThat(found.results().get(0).trialComponent())
        .satisfies(
            component -> {
              assertThat(component.trialComponentName()).isEqualTo("fit-aws-training-job");
              assertThat(component.runName()).isEqualTo("run-1");
              assertThat(component.sourceDetail().trainingJob().trainingJobName()).isEqualTo("fit");
              assertThat(component.parents().get(0).trialName()).isEqualTo("night");
            });
    assertThat(
            sageMaker
                .search(r -> r.resource(ResourceType.EXPERIMENT_TRIAL))
                .results()
                .get(0)
                .trial()
                .trialComponentSummaries())
        .hasSize(1);
  }

  @Test
  void features_are_found_one_by_one() {
    sageMaker.createFeatureGroup(
        r ->
            r.featureGroupName("customers")
                .recordIdentifierFeatureName("id")
                .eventTimeFeatureName("at")
                .onlineStoreConfig(o -> o.enableOnlineStore(true))
                .featureDefinitions(
                    f -> f.featureName("id").featureType("String"),
                    f -> f.featureName("at").featureType("String"),
                    f -> f.featureName("age").featureType("Integral")));
    sim.clock().advance(Duration.ofHours(1));
    sageMaker.updateFeatureMetadata(
        r ->
            r.featureGroupName("customers")
                .featureName("age")
                .parameterAdditions(p -> p.key("unit").value("years")));

    SearchResponse found =
        sageMaker.search(
            r ->
                r.resource(ResourceType.FEATURE_METADATA)
                    .searchExpression(
                        e -> e.filters(filter("AllParameters", Operator.CONTAINS, "year"))));

    assertThat(found.results())
        .extracting(r -> r.featureMetadata().featureName())
        .containsExactly("age");
    assertThat(
            sageMaker
                .search(
                    r ->
                        r.resource(ResourceType.FEATURE_GROUP)
                            .searchExpression(
                                e ->
                                    e.filters(
                                        filter(
                                            "OnlineStoreConfig.EnableOnlineStore",
                                            Operator.EQUALS,
                                            "true"))))
                .results())
        .hasSize(1);
  }

  @Test
  void a_model_is_found_with_what_serves_it() {
    sageMaker.createModel(
        r ->
            r.modelName("churn")
                .executionRoleArn("arn:aws:iam::123456789012:role/Serving")
                .primaryContainer(
                    c -> c.image("123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")));
    sageMaker.createEndpointConfig(
        r ->
            r.endpointConfigName("churn")
                .productionVariants(
                    v ->
                        v.variantName("all")
                            .modelName("churn")
                            .initialInstanceCount(1)
                            .instanceType("ml.m5.large")));
    sageMaker.createEndpoint(r -> r.endpointName("churn").endpointConfigName("churn"));

    assertThat(
            sageMaker
                .search(
                    r ->
                        r.resource(ResourceType.MODEL)
                            .searchExpression(
                                e -> e.filters(filter("ModelName", Operator.EQUALS, "churn"))))
                .results())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.model().model().modelName()).isEqualTo("churn");
              assertThat(found.model().endpoints().get(0).endpointName()).isEqualTo("churn");
            });
  }

  @Test
  void images_are_found_by_what_describe_shows_as_empty_records() {
    for (String name : List.of("a", "b")) {
      sageMaker.createImage(
          r -> r.imageName(name).roleArn("arn:aws:iam::123456789012:role/Images"));
    }

    assertThat(
            sageMaker
                .search(
                    r ->
                        r.resource(ResourceType.IMAGE)
                            .searchExpression(
                                e -> e.filters(filter("ImageName", Operator.EQUALS, "a"))))
                .results())
        .hasSize(1);
  }

  @Test
  void suggestions_begin_with_the_hint() {
    train("a", r -> r.hyperParameters(Map.of("depth", "3")).tags(t -> t.key("team").value("red")));

    assertThat(suggestions("HyperParameters.")).containsExactly("HyperParameters.depth");
    assertThat(suggestions("Tags")).containsExactly("Tags.team");
    assertThat(suggestions("TrainingJobN")).containsExactly("TrainingJobName");
    assertThat(suggestions("InputDataConfig."))
        .contains("InputDataConfig.DataSource.S3DataSource.S3Uri");
  }

  @Test
  void an_account_has_a_catalog_of_its_feature_groups() {
    assertThat(sageMaker.listResourceCatalogs(r -> {}).resourceCatalogs())
        .extracting(c -> c.resourceCatalogName())
        .containsExactly("DefaultFeatureGroupCatalog");
    assertThat(sageMaker.listResourceCatalogs(r -> r.nameContains("none")).resourceCatalogs())
        .isEmpty();
  }

  private void train(String name, Consumer<CreateTrainingJobRequest.Builder> special) {
    sageMaker.createTrainingJob(Jobs.job(name, special));
  }

  private static Channel channel(String name, String uri) {
    return Channel.builder()
        .channelName(name)
        .dataSource(d -> d.s3DataSource(s -> s.s3DataType("S3Prefix").s3Uri(uri)))
        .build();
  }

  private static Filter filter(String name, Operator operator, String value) {
    return Filter.builder().name(name).operator(operator).value(value).build();
  }

  private static List<Filter> filters(int count) {
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      filters.add(filter("TrainingJobName", Operator.EQUALS, "a" + i));
    }
    return filters;
  }

  private List<String> jobs(Consumer<SearchExpression.Builder> expression) {
    return names(
        sageMaker.search(r -> r.resource(ResourceType.TRAINING_JOB).searchExpression(expression)));
  }

  private static List<String> names(SearchResponse found) {
    return found.results().stream().map(r -> r.trainingJob().trainingJobName()).toList();
  }

  private List<String> suggestions(String hint) {
    return sageMaker
        .getSearchSuggestions(
            r ->
                r.resource(ResourceType.TRAINING_JOB)
                    .suggestionQuery(q -> q.propertyNameQuery(p -> p.propertyNameHint(hint))))
        .propertyNameSuggestions()
        .stream()
        .map(PropertyNameSuggestion::propertyName)
        .toList();
  }

  private void refused(Consumer<SearchExpression.Builder> expression, String why) {
    assertThatThrownBy(() -> jobs(expression))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining(why);
  }
}
