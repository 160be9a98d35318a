package dev.mlsim.sdk.sagemaker;

import static dev.mlsim.fixtures.Hosting.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CodeRepositorySummary;
import software.amazon.awssdk.services.sagemaker.model.DescribeCodeRepositoryResponse;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;
import software.amazon.awssdk.services.sagemaker.model.Tag;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class CodeRepositoryTest {
  private static final String URL = "https://git.example/churn.git";
  private static final String CHURN = ARN + "code-repository/churn";
  private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:";

  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @Test
  void a_repository_is_there_at_once_and_has_no_status() {
    assertThat(create("churn")).isEqualTo(CHURN);

    DescribeCodeRepositoryResponse repository = describe("churn");
    assertThat(repository.codeRepositoryArn()).isEqualTo(CHURN);
    assertThat(repository.gitConfig().repositoryUrl()).isEqualTo(URL);
    assertThat(repository.gitConfig().branch()).isEqualTo("main");
    assertThat(repository.creationTime()).isEqualTo(sim.clock().now());
    assertThat(repository.lastModifiedTime()).isEqualTo(sim.clock().now());
  }

  @Test
  void an_update_changes_the_secret_and_nothing_else() {
    create("churn");
    sim.clock().advance(Duration.ofMinutes(1));

    String arn =
        sageMaker
            .updateCodeRepository(
                r ->
                    r.codeRepositoryName("churn")
                        .gitConfig(config -> config.secretArn(SECRET + "AmazonSageMaker-new")))
            .codeRepositoryArn();

    assertThat(arn).isEqualTo(CHURN);
    DescribeCodeRepositoryResponse repository = describe("churn");
    assertThat(repository.gitConfig().secretArn()).isEqualTo(SECRET + "AmazonSageMaker-new");
    assertThat(repository.gitConfig().repositoryUrl()).isEqualTo(URL);
    assertThat(repository.gitConfig().branch()).isEqualTo("main");
    assertThat(repository.lastModifiedTime()).isAfter(repository.creationTime());
  }

  @Test
  void repositories_are_listed_by_name_unless_the_caller_says_otherwise() {
    create("b");
    sim.clock().advance(Duration.ofMinutes(1));
    create("a");
    sim.clock().advance(Duration.ofMinutes(1));
    create("c");

    assertThat(sageMaker.listCodeRepositories().codeRepositorySummaryList())
        .extracting(CodeRepositorySummary::codeRepositoryName)
        .containsExactly("a", "b", "c");
    assertThat(
            sageMaker
                .listCodeRepositories(r -> r.sortBy("CreationTime").sortOrder("Descending"))
                .codeRepositorySummaryList())
        .extracting(CodeRepositorySummary::codeRepositoryName)
        .containsExactly("c", "a", "b");
    assertThat(sageMaker.listCodeRepositories(r -> r.nameContains("b")).codeRepositorySummaryList())
        .extracting(summary -> summary.gitConfig().repositoryUrl())
        .containsExactly(URL);
  }

  @Test
  void what_the_model_says_of_a_url_is_checked() {
    assertThatThrownBy(
            () ->
                sageMaker.createCodeRepository(
                    r ->
                        r.codeRepositoryName("churn")
                            .gitConfig(config -> config.repositoryUrl("git@git.example:churn"))))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("gitConfig.repositoryUrl");
  }

  @Test
  void a_second_repository_of_a_name_is_refused() {
    create("churn");

    assertThatThrownBy(() -> create("churn"))
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Cannot create already existing code repository \"" + CHURN + "\".");
  }

  @Test
  void a_repository_that_was_deleted_is_missed_by_every_operation() {
    create("churn");
    sageMaker.deleteCodeRepository(r -> r.codeRepositoryName("churn"));

    assertMissing(() -> describe("churn"));
    assertMissing(() -> sageMaker.updateCodeRepository(r -> r.codeRepositoryName("churn")));
    assertMissing(() -> sageMaker.deleteCodeRepository(r -> r.codeRepositoryName("churn")));
    assertThat(sageMaker.listCodeRepositories().codeRepositorySummaryList()).isEmpty();
  }

  @Test
  void a_repository_has_tags() {
    sageMaker.createCodeRepository(
        r ->
            r.codeRepositoryName("churn")
                .gitConfig(config -> config.repositoryUrl(URL))
                .tags(tag -> tag.key("team").value("growth")));

    assertThat(sageMaker.listTags(r -> r.resourceArn(CHURN)).tags())
        .containsExactly(Tag.builder().key("team").value("growth").build());
  }

  @Test
  void a_repository_can_be_deleted_while_a_notebook_refers_to_it() {
    create("churn");
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName("lab")
                .instanceType("ml.t3.medium")
                .roleArn("arn:aws:iam::123456789012:role/lab")
                .defaultCodeRepository("churn"));

    sageMaker.deleteCodeRepository(r -> r.codeRepositoryName("churn"));

    assertMissing(() -> describe("churn"));
  }

  private String create(String name) {
    return sageMaker
        .createCodeRepository(
            r ->
                r.codeRepositoryName(name)
                    .gitConfig(
                        config ->
                            config
                                .repositoryUrl(URL)
                                .branch("main")
                                .secretArn(SECRET + "AmazonSageMaker-old")))
        .codeRepositoryArn();
  }

  private DescribeCodeRepositoryResponse describe(String name) {
    return sageMaker.describeCodeRepository(r -> r.codeRepositoryName(name));
  }

  private static void assertMissing(ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining("Cannot find CodeRepository: " + CHURN);
  }

  private static String code(Throwable thrown) {
    return ((SageMakerException) thrown).awsErrorDetails().errorCode();
  }
}
