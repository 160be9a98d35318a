package dev.mlsim.service;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mlsim.contract.Contract;
import dev.mlsim.lifecycle.Lifecycles;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a declaration by a noun is refused for, on the contract of SageMaker. */
class ConventionalResourceTest {
  private static final Duration D = Duration.ofSeconds(10);
  private static final String NOT_FOUND = "ResourceNotFound";

  private final Family family = Toys.family("sagemaker", Scheme.USUAL);

  @Test
  void a_noun_tells_the_operations_the_type_and_its_members() {
    ResourceType type = compilation().refused("ValidationException", "No.").type();

    FamilyDeclaration declared = family.declared();

    assertThat(declared.types()).containsExactly(entry("compilation-job", type));
    assertThat(declared.operations())
        .containsOnlyKeys(
            "CreateCompilationJob",
            "DescribeCompilationJob",
            "ListCompilationJobs",
            "DeleteCompilationJob",
            "StopCompilationJob");
    assertThat(type.identityMembers()).containsExactly("CompilationJobName");
    assertThat(type.arnMember()).isEqualTo("CompilationJobArn");
    assertThat(type.statusMember()).isEqualTo("CompilationJobStatus");
    assertThat(type.createdMember()).isEqualTo("CreationTime");
    assertThat(type.title()).isEqualTo("compilation job");
    assertThat(type.computed())
        .containsKeys(
            "LastModifiedTime", "FailureReason", "CompilationStartTime", "CompilationEndTime");
  }

  @Test
  void the_plural_of_a_noun_and_the_name_of_a_type_follow_its_spelling() {
    assertThat(family.resource("CodeRepository").missing(NOT_FOUND, "").duplicate(NOT_FOUND, ""))
        .isNotNull();
    family
        .resource("AIWorkloadConfig")
        .missing(NOT_FOUND, "No {name}.")
        .duplicate("ResourceInUse", "");

    FamilyDeclaration declared = family.declared();

    assertThat(declared.operations()).containsKeys("ListCodeRepositories", "ListAIWorkloadConfigs");
    assertThat(declared.types()).containsKeys("code-repository", "ai-workload-config");
  }

  @Test
  void a_name_that_may_be_an_arn_is_known_by_the_contract() {
    assertThat(new Noun(Contract.load("sagemaker"), "Hub").acceptsArn("HubName", arn("hub/a1")))
        .isTrue();
    assertThat(
            new Noun(Contract.load("sagemaker"), "CompilationJob")
                .acceptsArn("CompilationJobName", arn("compilation-job/a1")))
        .isFalse();
  }

  @Test
  void a_type_s_name_is_the_resource_part_of_its_arn() {
    family
        .resource("Trial")
        .arn("experiment-trial/{key}")
        .missing(NOT_FOUND, "")
        .duplicate("ValidationException", "");

    assertThat(family.declared().types()).containsOnlyKeys("experiment-trial");
  }

  @Test
  void an_operation_that_is_declared_by_hand_is_not_derived() {
    ResourceType type = compilation().refused("ValidationException", "No.").type();
    Handler own = Describe.a(type);
    family.operation("DescribeCompilationJob", own);

    assertThat(family.declared().operations()).containsEntry("DescribeCompilationJob", own);
  }

  @Test
  void a_verb_that_is_left_out_is_not_simulated() {
    compilation().refused("ValidationException", "No.").without("List");

    assertThat(family.declared().operations()).doesNotContainKey("ListCompilationJobs");
  }

  @Test
  void another_operation_can_do_what_a_verb_says() {
    compilation().refused("ValidationException", "No.").alsoBy("Describe", "DescribeCluster");

    assertThat(family.declared().operations().get("DescribeCluster")).isInstanceOf(Describe.class);
  }

  @Test
  void another_operation_that_the_contract_doesn_t_have_is_refused() {
    refuses(
        () -> compilation().alsoBy("Describe", "DescribeCompilation"),
        "names the operation [DescribeCompilation], which the contract doesn't have; the nearest"
            + " are [DescribeCompilationJob");
  }

  @Test
  void an_arn_that_nothing_shows_is_there() {
    ResourceType type =
        family
            .resource("Trial")
            .arn("", "experiment-trial/{key}")
            .missing(NOT_FOUND, "")
            .duplicate("ValidationException", "")
            .type();

    assertThat(type.arnMember()).isEmpty();
    assertThat(type.arnTemplate()).isEqualTo("experiment-trial/{key}");
    assertThat(type.name()).isEqualTo("experiment-trial");
  }

  @Test
  void a_type_can_be_without_an_arn() {
    ResourceType type =
        family
            .resource("Trial")
            .withoutArn()
            .missing(NOT_FOUND, "")
            .duplicate("ValidationException", "")
            .type();

    assertThat(type.arnMember()).isEmpty();
    assertThat(type.arnTemplate()).isEmpty();
  }

  @Test
  void what_is_judged_is_said_in_one_line() {
    compilation()
        .refused("ValidationException", "No.")
        .judgedWords("not found", "duplicate", "the wrong status")
        .judgedTimes();

    assertThat(family.declared().caveats())
        .extracting(Caveat::id, Caveat::says)
        .containsExactly(
            tuple(
                "compilation-job-wording",
                "The wording of not found, duplicate and the wrong status; the codes are AWS's."),
            tuple(
                "compilation-job-times",
                "How long it stays: STARTING PT10S, INPROGRESS PT10S, STOPPING PT10S."));
  }

  @Test
  void a_noun_of_which_the_contract_has_nothing_is_refused() {
    refuses(
        () -> family.resource("CompilationJobb"),
        "is of a noun of which the contract has no operation; the nearest are"
            + " [CreateCompilationJob");
  }

  @Test
  void a_status_needs_a_lifecycle_and_a_lifecycle_a_status() {
    family
        .resource("CompilationJob")
        .missing(NOT_FOUND, "")
        .duplicate("ResourceInUse", "")
        .without("Stop");
    refusesToLoad("has no lifecycle, while the contract shows [CompilationJobStatus]");
  }

  @Test
  void a_lifecycle_of_what_shows_no_status_is_refused() {
    family
        .resource("CodeRepository")
        .lifecycle(Lifecycles.lasting(stay("Creating", D), rest("Ready")).deletable());
    refusesToLoad("has a lifecycle, while the contract shows none of [CodeRepositoryStatus");
  }

  @Test
  void a_state_that_the_status_can_t_show_is_refused() {
    family
        .resource("CompilationJob")
        .lifecycle(
            Lifecycles.job(stay("Starting", D), rest("COMPLETED"))
                .stopping(rest("STOPPED"))
                .deletable());
    refusesToLoad(
        "has the state [Starting], which [CompilationJobStatus] can't show; it shows [INPROGRESS,");
  }

  @Test
  void an_operation_without_its_way_and_a_way_without_its_operation_are_refused() {
    family
        .resource("CompilationJob")
        .lifecycle(Lifecycles.job(stay("STARTING", D), rest("COMPLETED")).deletable());
    refusesToLoad("has no way of [stop] for the contract's [Stop]");
  }

  @Test
  void a_way_without_its_operation_is_refused() {
    family
        .resource("FlowDefinition")
        .lifecycle(
            Lifecycles.lasting(stay("Initializing", D), rest("Active"))
                .updating(rest("Active"))
                .deleting(stay("Deleting", D), gone()));
    refusesToLoad("has a way of [update]; the contract has no [Update]");
  }

  @Test
  void an_error_that_can_be_met_needs_words() {
    family.resource("CompilationJob").lifecycle(life());
    refusesToLoad("has no words for [duplicate, missing, refused]");
  }

  @Test
  void an_error_that_the_service_doesn_t_have_is_refused() {
    refuses(
        () -> compilation().refused("ResourceNotFoundException", ""),
        "has the error [ResourceNotFoundException], which the contract doesn't have; the nearest"
            + " are [ResourceNotFound,");
  }

  @Test
  void a_place_in_words_that_nothing_fills_is_refused() {
    refuses(
        () -> compilation().refused("ValidationException", "Not {name} of {Domain}."),
        "has words with the place [Domain]");
  }

  @Test
  void a_path_that_no_document_has_is_refused() {
    refuses(
        () -> compilation().runtimeLimit("StoppingCondition.MaxRuntime"),
        "has the limit [StoppingCondition.MaxRuntime], which no document of it has; the nearest are"
            + " [StoppingCondition");
    refuses(() -> compilation().reads("InputConfig.Uri", ""), "reads [InputConfig.Uri], which no");
    refuses(() -> compilation().defaults("{'Role': 'a'}"), "has a default of [Role], which no");
  }

  @Test
  void a_path_at_which_something_else_stands_is_refused() {
    refuses(
        () -> compilation().runtimeLimit("StoppingCondition"),
        "has the limit [StoppingCondition], which is no number");
    refuses(() -> compilation().reads("InputConfig", ""), "reads [InputConfig], which is no text");
    refuses(
        () -> compilation().writes("OutputConfig", "{key}"),
        "writes [OutputConfig], which is no text");
  }

  @Test
  void a_place_in_a_reason_or_a_file_s_name_that_nothing_fills_is_refused() {
    refuses(
        () -> compilation().reads("InputConfig.S3Uri", "Nothing in {bukket}."),
        "fails for the reason [Nothing in {bukket}.] with [bukket], which no document of it has");
    refuses(
        () -> compilation().writes("OutputConfig.S3OutputLocation", "{key.tar.gz"),
        "writes the file [{key.tar.gz] with [], which no document of it has");
    assertThat(
            compilation()
                .reads("InputConfig.S3Uri", "{uri} {bucket} {key} {region} {RoleArn}")
                .writes("OutputConfig.S3OutputLocation", "{key}-{OutputConfig.TargetDevice}.tgz"))
        .isNotNull();
  }

  @Test
  void words_for_a_trigger_that_nothing_pulls_are_refused() {
    compilation().refused("ValidationException", "No.").refused("kill", "ResourceInUse", "No.");
    refusesToLoad("has words to refuse [kill]; its triggers are [create, fail, stop, delete]");
  }

  @Test
  void a_page_and_an_identity_have_at_least_one_of_what_they_are_made_of() {
    refuses(() -> compilation().pagesOf(0), "lists [0] to a page; there is at least 1");
    refuses(
        () -> compilation().generated("CompilationJobName", "c-", 0),
        "is identified by [0] digits; there is at least 1");
  }

  @Test
  void a_noun_that_is_declared_twice_is_refused() {
    compilation().refused("ValidationException", "No.");
    compilation().refused("ValidationException", "No.");

    assertThatThrownBy(family::declared)
        .hasMessage("mlsim: the family [toys] declares the type [compilation-job] twice");
  }

  @Test
  void a_member_that_no_operation_has_is_refused() {
    refuses(
        () -> compilation().computed("Artifacts", (job, world) -> Values.text("")),
        "shows [Artifacts], which the contract doesn't have");
    refuses(
        () -> compilation().filter("Status", (job, value, world) -> true),
        "filters by [Status], which the contract doesn't have; the nearest are [SortBy");
    refuses(
        () -> compilation().listsUpwardsBy("Name"),
        "lists by [Name], which the contract doesn't have");
    refuses(
        () -> compilation().by("List", "ListCompilations"),
        "names the operation [ListCompilations], which the contract doesn't have");
  }

  @Test
  void an_arn_that_no_operation_shows_is_refused() {
    family.resource("DataQualityJobDefinition");
    refusesToLoad("has its ARN in [DataQualityJobDefinitionArn], which the contract doesn't have");
  }

  @Test
  void an_identity_that_other_operations_are_not_given_is_refused() {
    family
        .resource("UserProfile")
        .identifiedBy("DomainId", "UserProfileName", "SingleSignOnUserValue");
    refusesToLoad(
        "is identified by [DomainId, UserProfileName, SingleSignOnUserValue]; [Describe]");
  }

  @Test
  void a_state_in_which_something_is_to_happen_is_one_of_the_lifecycle() {
    compilation().entering("Completed", (job, world) -> {});
    refusesToLoad("has something happen in [Completed]; it has [STARTING,");
  }

  @Test
  void nothing_more_is_said_of_a_type_that_was_asked_for() {
    ConventionalResource resource = compilation().refused("ValidationException", "No.");
    assertThat(resource.type()).isSameAs(resource.type());

    refuses(() -> resource.defaults("{}"), "says more of what was asked for by [type()] before");
  }

  @Test
  void a_rule_of_an_operation_that_is_not_derived_is_refused() {
    compilation()
        .refused("ValidationException", "No.")
        .requires("Update", Precondition.oneOf("ValidationException", "a", "b"));
    refusesToLoad("says something of [Update], which is not derived from it");
  }

  @Test
  void a_family_has_one_type_of_a_name() {
    compilation().refused("ValidationException", "No.");
    family.type(ResourceType.named("compilation-job").build());

    assertThatThrownBy(family::declared)
        .hasMessage("mlsim: the family [toys] declares the type [compilation-job] twice");
  }

  private ConventionalResource compilation() {
    return family
        .resource("CompilationJob")
        .lifecycle(life())
        .missing(NOT_FOUND, "No {name}.")
        .duplicate("ResourceInUse", "There is {arn}.");
  }

  private static Lifecycles.Life life() {
    return Lifecycles.job(stay("STARTING", D), stay("INPROGRESS", D), rest("COMPLETED"))
        .failing("FAILED")
        .stopping(stay("STOPPING", D), rest("STOPPED"))
        .deletable();
  }

  private static String arn(String resource) {
    return "arn:aws:sagemaker:us-east-1:123456789012:" + resource;
  }

  private void refusesToLoad(String says) {
    refuses(family::declared, says);
  }

  private static void refuses(ThrowingCallable declaration, String says) {
    assertThatThrownBy(declaration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mlsim: the declaration of [")
        .hasMessageContaining("of sagemaker " + says);
  }
}
