package dev.mlsim.sdk.suite.personalize;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.sdk.suite.Stage;
import dev.mlsim.services.personalize.Personalize;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.personalize.PersonalizeClient;

/** The shared suite over Personalize. */
class PersonalizeSuiteTest extends ServiceSuite {
  static final String RECIPES = "arn:aws:personalize:::recipe/";
  static final String ROLE = "'roleArn': 'arn:aws:iam::123456789012:role/Personalize'";
  static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/a";

  /** Of members in the input of every other echo, where a resource of any name would not do. */
  static final String ELSEWHERE = "names another resource; tested by hand";

  PersonalizeSuiteTest() {
    super(Personalize.SERVICE, PersonalizeClient.class);
  }

  @Override
  protected List<List<String>> neighbours() {
    return List.of(
        List.of(
            "schema",
            "dataset-group",
            "personalize:dataset",
            "dataset-import-job",
            "dataset-export-job"),
        List.of(
            "dataset-group", "solution", "solution-version", "campaign", "recommender", "filter"),
        List.of("solution-version", "batch-inference-job", "batch-segment-job", "event-tracker"));
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of(
        new DataExamples(), new SolutionExamples(), new ServingExamples(), new BatchExamples());
  }

  /** A document that names another resource, and says more. */
  static Function<Stage, String> with(String member, String type, String more) {
    return stage -> "{'" + member + "': '" + stage.arn(type) + "', " + more + "}";
  }
}
