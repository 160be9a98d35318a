package dev.mlsim.sdk.sagemaker;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ConflictException;
import software.amazon.awssdk.services.sagemaker.model.DescribeProjectResponse;
import software.amazon.awssdk.services.sagemaker.model.ProjectStatus;
import software.amazon.awssdk.services.sagemaker.model.ProjectSummary;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class ProjectTest {
  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void create(String name) {
    sageMaker.createProject(
        r ->
            r.projectName(name)
                .serviceCatalogProvisioningDetails(
                    p -> p.productId("prod-1").provisioningArtifactId("pa-1")));
  }

  private DescribeProjectResponse describe(String name) {
    return sageMaker.describeProject(r -> r.projectName(name));
  }

  @Test
  void a_project_is_provisioned_updated_and_deleted_and_its_name_is_free_then() {
    create("churn");
    assertThat(describe("churn").projectStatus()).isEqualTo(ProjectStatus.PENDING);
    assertThatThrownBy(() -> sageMaker.deleteProject(r -> r.projectName("churn")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> create("churn"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Project already exists: " + Hosting.ARN + "project/churn");

    sim.clock().advance(ofMinutes(4));
    DescribeProjectResponse created = describe("churn");
    assertThat(created.projectStatus()).isEqualTo(ProjectStatus.CREATE_COMPLETED);
    assertThat(created.projectId()).matches("p-[a-z0-9]{12}");
    assertThat(created.serviceCatalogProvisionedProductDetails().provisionedProductId())
        .matches("pp-[a-z0-9]{13}");

    sageMaker.updateProject(
        r ->
            r.projectName("churn")
                .projectDescription("leaving customers")
                .tags(t -> t.key("team").value("ml"))
                .serviceCatalogProvisioningUpdateDetails(
                    p ->
                        p.provisioningArtifactId("pa-2")
                            .provisioningParameters(x -> x.key("size").value("big"))));
    sim.clock().advance(ofMinutes(3));
    DescribeProjectResponse updated = describe("churn");
    assertThat(updated.projectStatus()).isEqualTo(ProjectStatus.UPDATE_COMPLETED);
    assertThat(updated.projectDescription()).isEqualTo("leaving customers");
    assertThat(updated.serviceCatalogProvisioningDetails().productId()).isEqualTo("prod-1");
    assertThat(updated.serviceCatalogProvisioningDetails().provisioningArtifactId())
        .isEqualTo("pa-2");
    assertThat(sageMaker.listTags(r -> r.resourceArn(updated.projectArn())).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("team=ml");

    sageMaker.deleteProject(r -> r.projectName("churn"));
    sim.clock().advance(ofMinutes(3));
    assertThat(describe("churn").projectStatus()).isEqualTo(ProjectStatus.DELETE_COMPLETED);
    assertThatThrownBy(() -> sageMaker.deleteProject(r -> r.projectName("churn")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Cannot find Project: " + Hosting.ARN + "project/churn");

    create("churn");
    assertThat(describe("churn").projectStatus()).isEqualTo(ProjectStatus.PENDING);
    assertThat(describe("churn").projectId()).isNotEqualTo(created.projectId());
    assertThat(sageMaker.listProjects(r -> {}).projectSummaryList())
        .extracting(ProjectSummary::projectStatus)
        .containsExactly(ProjectStatus.DELETE_COMPLETED, ProjectStatus.PENDING);
  }

  @Test
  void what_went_wrong_is_said_of_the_provisioned_product() {
    sim.script().resource("sagemaker:project").failAt("CreateInProgress", "no launch role");
    create("churn");
    sim.clock().advance(ofMinutes(4));

    DescribeProjectResponse failed = describe("churn");
    assertThat(failed.projectStatus()).isEqualTo(ProjectStatus.CREATE_FAILED);
    assertThat(failed.serviceCatalogProvisionedProductDetails().provisionedProductStatusMessage())
        .isEqualTo("no launch role");
    sageMaker.deleteProject(r -> r.projectName("churn"));
    assertThatThrownBy(() -> describe("none"))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Project " + Hosting.ARN + "project/none does not exist.");
    assertThatThrownBy(() -> sageMaker.createProject(r -> r.projectName("bare")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("must be specified");
  }

  @Test
  void the_portfolio_is_a_switch() {
    assertThat(portfolio()).isEqualTo("Disabled");
    sageMaker.enableSagemakerServicecatalogPortfolio(r -> {});
    sageMaker.enableSagemakerServicecatalogPortfolio(r -> {});
    assertThat(portfolio()).isEqualTo("Enabled");
    sageMaker.disableSagemakerServicecatalogPortfolio(r -> {});
    assertThat(portfolio()).isEqualTo("Disabled");
  }

  private String portfolio() {
    return sageMaker.getSagemakerServicecatalogPortfolioStatus(r -> {}).statusAsString();
  }

  @Test
  void a_notebook_can_be_opened_while_it_is_in_service() {
    sageMaker.createNotebookInstance(
        r ->
            r.notebookInstanceName("nb")
                .instanceType("ml.t3.medium")
                .roleArn("arn:aws:iam::123456789012:role/Notebook"));
    assertThatThrownBy(
            () -> sageMaker.createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName("nb")))
        .isInstanceOf(SageMakerException.class)
        .hasMessageContaining("Status (Pending) not in ([InService])");

    sim.clock().advance(ofMinutes(3));
    assertThat(
            sageMaker
                .createPresignedNotebookInstanceUrl(r -> r.notebookInstanceName("nb"))
                .authorizedUrl())
        .startsWith("https://nb.notebook.us-east-1.sagemaker.aws?authToken=");
  }
}
