package dev.mlsim.sdk.lookoutvision;

import static dev.mlsim.sdk.lookoutvision.Factory.ACCOUNT;
import static dev.mlsim.sdk.lookoutvision.Factory.CIRCUITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionAsyncClient;
import software.amazon.awssdk.services.lookoutvision.model.ConflictException;
import software.amazon.awssdk.services.lookoutvision.model.DatasetMetadata;
import software.amazon.awssdk.services.lookoutvision.model.ListProjectsResponse;
import software.amazon.awssdk.services.lookoutvision.model.LookoutVisionException;
import software.amazon.awssdk.services.lookoutvision.model.ProjectDescription;
import software.amazon.awssdk.services.lookoutvision.model.ProjectMetadata;
import software.amazon.awssdk.services.lookoutvision.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lookoutvision.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.lookoutvision.model.ValidationException;

class ProjectTest {
  private final Factory factory = new Factory();

  @Test
  void a_project_is_described_as_it_was_created() {
    ProjectMetadata created =
        factory.lookout.createProject(r -> r.projectName(CIRCUITS)).projectMetadata();

    assertThat(created.projectName()).isEqualTo(CIRCUITS);
    assertThat(created.projectArn()).isEqualTo(ACCOUNT + "project/circuits");
    assertThat(created.creationTimestamp()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    ProjectDescription described = describe(CIRCUITS);
    assertThat(described.projectArn()).isEqualTo(created.projectArn());
    assertThat(described.creationTimestamp()).isEqualTo(created.creationTimestamp());
    assertThat(described.datasets()).isEmpty();
  }

  @Test
  void a_project_shows_its_datasets() {
    factory.project(CIRCUITS).dataset(CIRCUITS, "test").emptyDataset(CIRCUITS, "train");

    assertThat(describe(CIRCUITS).datasets())
        .extracting(DatasetMetadata::datasetType, DatasetMetadata::statusAsString)
        .containsExactly(tuple("train", "CREATE_COMPLETE"), tuple("test", "CREATE_COMPLETE"));
  }

  @Test
  void a_second_project_of_the_same_name_is_a_conflict_and_changes_nothing() {
    factory.project(CIRCUITS).emptyDataset(CIRCUITS, "train");

    assertThatThrownBy(() -> factory.project(CIRCUITS))
        .isInstanceOfSatisfying(
            ConflictException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(409);
              assertThat(e.resourceId()).isEqualTo(CIRCUITS);
              assertThat(e.resourceTypeAsString()).isEqualTo("PROJECT");
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("The project circuits already exists.");
            });
    assertThat(describe(CIRCUITS).datasets()).hasSize(1);
  }

  @Test
  void a_project_that_is_not_there_is_not_found() {
    assertThatThrownBy(() -> describe("none"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(e.resourceId()).isEqualTo("none");
              assertThat(e.resourceTypeAsString()).isEqualTo("PROJECT");
            });
    assertThatThrownBy(() -> factory.lookout.deleteProject(r -> r.projectName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> factory.lookout.listModels(r -> r.projectName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> factory.lookout.listModelPackagingJobs(r -> r.projectName("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> factory.emptyDataset("none", "train"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> factory.training("none"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_project_with_datasets_or_models_is_not_deleted() {
    Factory full = Factory.trained();

    assertThatThrownBy(() -> full.lookout.deleteProject(r -> r.projectName(CIRCUITS)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("has models (1)");

    full.lookout.deleteModel(r -> r.projectName(CIRCUITS).modelVersion("1"));
    full.advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> full.lookout.deleteProject(r -> r.projectName(CIRCUITS)))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("has datasets");
  }

  @Test
  void an_empty_project_is_deleted_at_once_and_its_name_is_free() {
    factory.project(CIRCUITS);

    assertThat(factory.lookout.deleteProject(r -> r.projectName(CIRCUITS)).projectArn())
        .isEqualTo(ACCOUNT + "project/circuits");

    assertThatThrownBy(() -> describe(CIRCUITS)).isInstanceOf(ResourceNotFoundException.class);
    factory.project(CIRCUITS);
    assertThat(describe(CIRCUITS).projectName()).isEqualTo(CIRCUITS);
  }

  @Test
  void projects_are_listed_page_by_page_newest_first() {
    factory.project("a").project("b").project("c");

    ListProjectsResponse first = factory.lookout.listProjects(r -> r.maxResults(2));

    assertThat(first.projects()).extracting(ProjectMetadata::projectName).containsExactly("c", "b");
    ListProjectsResponse second =
        factory.lookout.listProjects(r -> r.maxResults(2).nextToken(first.nextToken()));
    assertThat(second.projects()).extracting(ProjectMetadata::projectName).containsExactly("a");
    assertThat(second.nextToken()).isNull();
    assertThat(factory.lookout.listProjectsPaginator(r -> r.maxResults(1)).stream()).hasSize(3);
  }

  @Test
  void a_page_has_a_hundred_projects_by_default() {
    factory.sim.quotas().lift("Projects");
    for (int i = 0; i < 101; i++) {
      factory.project("p" + i);
    }

    assertThat(factory.lookout.listProjects(r -> {}).projects()).hasSize(100);
  }

  @Test
  void a_token_of_another_query_is_refused() {
    factory.project("a").project("b");
    String token = factory.lookout.listProjects(r -> r.maxResults(1)).nextToken();

    assertThatThrownBy(() -> factory.lookout.listModels(r -> r.projectName("a").nextToken(token)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("The pagination token is invalid.");
    assertThatThrownBy(() -> factory.lookout.listProjects(r -> r.nextToken("no-base64!")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("'nextToken' failed to satisfy constraint");
  }

  @Test
  void constraints_of_the_model_are_reported_together() {
    assertThatThrownBy(
            () -> factory.lookout.createProject(r -> r.projectName("-x").clientToken("a b")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("2 validation errors detected: ")
        .hasMessageContaining("'projectName' failed to satisfy constraint: ")
        .hasMessageContaining("'clientToken' failed to satisfy constraint: ");
    assertThatThrownBy(() -> factory.lookout.listProjects(r -> r.maxResults(101)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Member must have value less than or equal to 100");
  }

  @Test
  void more_projects_than_the_quota_are_a_402_that_is_not_retried() {
    factory.sim.quotas().set("Projects", 1);
    factory.project("a");

    assertThatThrownBy(() -> factory.project("b"))
        .isInstanceOfSatisfying(
            ServiceQuotaExceededException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(402);
              assertThat(e.serviceCode()).isEqualTo("lookoutvision");
              assertThat(e.quotaCode()).isEqualTo("L-XXXXXXXX");
              assertThat(e.resourceTypeAsString()).isEqualTo("PROJECT");
              assertThat(e.numAttempts()).isEqualTo(1);
              assertThat(e.awsErrorDetails().errorMessage())
                  .isEqualTo("You have reached the limit (1) for projects.");
            });
  }

  @Test
  void the_async_client_gets_the_same() {
    LookoutVisionAsyncClient async = factory.clients.create(LookoutVisionAsyncClient.class);

    async.createProject(r -> r.projectName(CIRCUITS)).join();

    assertThat(describe(CIRCUITS).projectName()).isEqualTo(CIRCUITS);
    assertThat(async.createProject(r -> r.projectName(CIRCUITS)))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(LookoutVisionException.class);
  }

  private ProjectDescription describe(String name) {
    return factory.lookout.describeProject(r -> r.projectName(name)).projectDescription();
  }
}
