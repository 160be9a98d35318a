package dev.mlsim.sdk.personalize;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.CreateBatchInferenceJobRequest;
import software.amazon.awssdk.services.personalize.model.CreateBatchSegmentJobRequest;

/** A world with what tests need to start from; each thing it makes is waited for. */
final class PersonalizeWorld {
  static final String ROLE = "arn:aws:iam::123456789012:role/Personalize";
  static final String RECIPES = "arn:aws:personalize:::recipe/";
  static final String ARNS = "arn:aws:personalize:us-east-1:123456789012:";

  static final String INTERACTIONS =
      """
      {"type": "record", "name": "Interactions",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "USER_ID", "type": "string"},
         {"name": "ITEM_ID", "type": "string"},
         {"name": "EVENT_TYPE", "type": "string"},
         {"name": "TIMESTAMP", "type": "long"}]}
      """;

  static final String ITEMS =
      """
      {"type": "record", "name": "Items",
       "namespace": "com.amazonaws.personalize.schema", "version": "1.0",
       "fields": [
         {"name": "ITEM_ID", "type": "string"},
         {"name": "GENRES", "type": ["null", "string"], "categorical": true},
         {"name": "PRICE", "type": "float"},
         {"name": "ADULT", "type": "boolean"}]}
      """;

  final Simulator sim = Simulator.create();
  final PersonalizeClient personalize = SimulatedClients.of(sim).create(PersonalizeClient.class);

  void pass(Duration time) {
    sim.clock().advance(time);
  }

  String group(String name) {
    String arn = personalize.createDatasetGroup(r -> r.name(name)).datasetGroupArn();
    pass(Duration.ofMinutes(1));
    return arn;
  }

  String domainGroup(String name, String domain) {
    String arn = personalize.createDatasetGroup(r -> r.name(name).domain(domain)).datasetGroupArn();
    pass(Duration.ofMinutes(1));
    return arn;
  }

  String schema(String name, String avro) {
    return personalize.createSchema(r -> r.name(name).schema(avro)).schemaArn();
  }

  String dataset(String group, String type, String avro) {
    String schema = schema("schema-" + type + "-" + group.substring(group.indexOf('/') + 1), avro);
    String arn =
        personalize
            .createDataset(
                r ->
                    r.name("data-" + type)
                        .datasetGroupArn(group)
                        .datasetType(type)
                        .schemaArn(schema))
            .datasetArn();
    pass(Duration.ofSeconds(5));
    return arn;
  }

  String importJob(String name, String dataset, String location) {
    return personalize
        .createDatasetImportJob(
            r ->
                r.jobName(name)
                    .datasetArn(dataset)
                    .roleArn(ROLE)
                    .dataSource(d -> d.dataLocation(location)))
        .datasetImportJobArn();
  }

  String solution(String name, String group, String recipe) {
    return personalize
        .createSolution(
            r ->
                r.name(name)
                    .datasetGroupArn(group)
                    .recipeArn(RECIPES + recipe)
                    .performAutoTraining(false))
        .solutionArn();
  }

  /** In a group of its own, without automatic training. */
  String solution(String name) {
    return solution(name, group("group-of-" + name), "aws-user-personalization");
  }

  String version(String solution) {
    String arn =
        personalize.createSolutionVersion(r -> r.solutionArn(solution)).solutionVersionArn();
    pass(Duration.ofMinutes(30));
    return arn;
  }

  /** A trained version of a solution in a group of its own. */
  String trained(String name, String recipe) {
    return version(solution(name, group("group-of-" + name), recipe));
  }

  String trained(String name) {
    return trained(name, "aws-user-personalization");
  }

  String campaign(String name, String version) {
    String arn =
        personalize.createCampaign(r -> r.name(name).solutionVersionArn(version)).campaignArn();
    pass(Duration.ofMinutes(10));
    return arn;
  }

  static CreateBatchInferenceJobRequest inference(String name, String version) {
    return CreateBatchInferenceJobRequest.builder()
        .jobName(name)
        .solutionVersionArn(version)
        .roleArn(ROLE)
        .jobInput(i -> i.s3DataSource(s -> s.path("s3://bucket/in/users.json")))
        .jobOutput(o -> o.s3DataDestination(s -> s.path("s3://bucket/out/")))
        .build();
  }

  static CreateBatchSegmentJobRequest segment(String name, String version) {
    return CreateBatchSegmentJobRequest.builder()
        .jobName(name)
        .solutionVersionArn(version)
        .roleArn(ROLE)
        .jobInput(i -> i.s3DataSource(s -> s.path("s3://bucket/in/items.json")))
        .jobOutput(o -> o.s3DataDestination(s -> s.path("s3://bucket/out/")))
        .build();
  }
}
