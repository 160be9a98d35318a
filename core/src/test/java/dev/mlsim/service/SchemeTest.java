package dev.mlsim.service;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.lifecycle.Lifecycle;
import org.junit.jupiter.api.Test;

/** What a service says once of all its resources, on the contract of Personalize. */
class SchemeTest {
  private static final String NOT_FOUND = "ResourceNotFoundException";
  private static final Lifecycle LIFE =
      Lifecycle.builder()
          .on(Lifecycle.CREATE)
          .goes(rest("ACTIVE"))
          .on(Lifecycle.DELETE)
          .from("ACTIVE")
          .goes(gone())
          .build();

  private static final Scheme SCHEME =
      Scheme.USUAL
          .named("name", "jobName")
          .status("status")
          .times("creationDateTime", "lastUpdatedDateTime")
          .failureReason("failureReason")
          .ofEach(
              resource ->
                  resource
                      .missing(NOT_FOUND, "No {arn}.")
                      .duplicate("ResourceAlreadyExistsException", "There is {arn}.")
                      .refused("ResourceInUseException", "It is {status}."));

  private final Family family = Toys.family("personalize", SCHEME);

  @Test
  void members_have_the_names_of_the_scheme() {
    ResourceType filter = family.resource("Filter").lifecycle(LIFE).type();

    assertThat(filter.identityMembers()).containsExactly("name");
    assertThat(filter.arnMember()).isEqualTo("filterArn");
    assertThat(filter.statusMember()).isEqualTo("status");
    assertThat(filter.createdMember()).isEqualTo("creationDateTime");
    assertThat(filter.computed())
        .containsOnlyKeys("status", "creationDateTime", "lastUpdatedDateTime", "failureReason");
    assertThat(family.declared().operations())
        .containsOnlyKeys("CreateFilter", "DescribeFilter", "ListFilters", "DeleteFilter");
  }

  @Test
  void of_several_names_the_first_that_the_contract_has_is_meant() {
    ResourceType job =
        family
            .resource("DatasetExportJob")
            .lifecycle(Lifecycle.builder().on(Lifecycle.CREATE).goes(rest("ACTIVE")).build())
            .type();

    assertThat(job.identityMembers()).containsExactly("jobName");
  }

  @Test
  void a_declaration_has_the_last_word() {
    ResourceType schema = family.resource("Schema").missing("InvalidInputException", "?").type();

    assertThat(schema.missingCode()).isEqualTo("InvalidInputException");
    assertThat(family.resource("Filter").lifecycle(LIFE).type().missingCode()).isEqualTo(NOT_FOUND);
  }

  @Test
  void what_none_of_a_resource_s_documents_has_is_refused() {
    Family other = Toys.family("personalize", SCHEME.named("title"));

    assertThatThrownBy(() -> other.resource("Schema").type())
        .hasMessageContaining("is identified by [title], which the contract doesn't have");
  }
}
