package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {
  private static final Contract SAGEMAKER = Contract.load("sagemaker");
  private static final Contract CLEAN_ROOMS = Contract.load("cleanroomsml");
  private static final Contract LOOKOUT = Contract.load("lookoutvision");

  @Test
  void a_contract_is_loaded_once() {
    assertThat(Contract.load("sagemaker")).isSameAs(SAGEMAKER);
  }

  @Test
  void a_contract_that_is_not_beside_a_class_is_missed_in_words() {
    assertThatThrownBy(() -> Contract.beside(ContractTest.class, "toys.contract"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: there is no resource [toys.contract] beside dev.mlsim.contract.ContractTest; in a"
                + " module, it is found where the package is open");
  }

  @Test
  void an_unknown_service_is_refused_in_words() {
    assertThatThrownBy(() -> Contract.load("s3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: there is no contract of service [s3], only of sagemaker,"
                + " sagemakerruntime, personalize, cleanroomsml, lookoutvision and logs; read"
                + " another with Contract.read");
  }

  @ParameterizedTest
  @CsvSource({"sagemaker,403", "personalize,71", "cleanroomsml,59", "lookoutvision,22"})
  void all_operations_are_there_in_order(String service, int count) {
    Contract contract = Contract.load(service);

    assertThat(contract.operations()).hasSize(count);
    assertThat(List.copyOf(contract.operations().keySet())).isSorted();
  }

  @Test
  void facts_of_the_service_are_those_of_its_model() {
    assertThat(SAGEMAKER.serviceId()).isEqualTo("SageMaker");
    assertThat(SAGEMAKER.apiVersion()).isEqualTo("2017-07-24");
    assertThat(SAGEMAKER.endpointPrefix()).isEqualTo("api.sagemaker");
    assertThat(SAGEMAKER.signingName()).isEqualTo("sagemaker");
    assertThat(SAGEMAKER.targetPrefix()).contains("SageMaker");
    assertThat(SAGEMAKER.protocol()).isEqualTo(Protocol.AWS_JSON);
    assertThat(LOOKOUT.protocol()).isEqualTo(Protocol.REST_JSON);
    assertThat(LOOKOUT.targetPrefix()).isEmpty();
  }

  @Test
  void only_clean_rooms_has_documents_that_differ_from_the_wire() {
    assertThat(SAGEMAKER.plain()).isTrue();
    assertThat(Contract.load("personalize").plain()).isTrue();
    assertThat(LOOKOUT.plain()).isTrue();
    assertThat(CLEAN_ROOMS.plain()).isFalse();
  }

  @Test
  void an_operation_knows_its_errors_status_and_pages() {
    Operation operation = LOOKOUT.operation("CreateDataset").orElseThrow();

    assertThat(operation.method()).isEqualTo("POST");
    assertThat(operation.uri()).isEqualTo("/2020-11-20/projects/{projectName}/datasets");
    assertThat(operation.status()).isEqualTo(202);
    assertThat(operation.errors()).contains("ServiceQuotaExceededException");
    assertThat(operation.contract()).isSameAs(LOOKOUT);
    assertThat(SAGEMAKER.operation("StopTrainingJob").orElseThrow().output()).isEmpty();
    assertThat(SAGEMAKER.operation("ListTrainingJobs").orElseThrow().paginator())
        .contains(new Paginator("NextToken", "NextToken", "MaxResults", "TrainingJobSummaries"));
  }

  @Test
  void an_error_knows_its_status_spelling_and_headers() {
    ErrorShape throttling = LOOKOUT.error("ThrottlingException").orElseThrow();

    assertThat(throttling.status()).isEqualTo(429);
    assertThat(throttling.fault()).isFalse();
    assertThat(throttling.messageMember()).isEqualTo("Message");
    assertThat(throttling.structure().member("RetryAfterSeconds").orElseThrow().location())
        .isEqualTo(Location.HEADER);
    assertThat(LOOKOUT.error("InternalServerException").orElseThrow().fault()).isTrue();
    assertThat(SAGEMAKER.error("ResourceInUse").orElseThrow().status()).isEqualTo(400);
    assertThat(SAGEMAKER.error("ValidationException")).isEmpty();
    assertThat(SAGEMAKER.errorCodes()).hasSize(4);
  }

  @Test
  void a_member_knows_where_it_travels_and_what_it_must_be() {
    StructureShape input = LOOKOUT.operation("DetectAnomalies").orElseThrow().input().orElseThrow();
    Member token =
        LOOKOUT
            .operation("StartModel")
            .flatMap(Operation::input)
            .flatMap(start -> start.member("ClientToken"))
            .orElseThrow();

    assertThat(input.payload().map(Member::name)).contains("Body");
    assertThat(input.member("ContentType").orElseThrow().locationName()).isEqualTo("Content-Type");
    assertThat(input.member("ProjectName").orElseThrow().required()).isTrue();
    assertThat(token.idempotencyToken()).isTrue();
    assertThat(token.required()).isFalse();
    assertThat(token.locationName()).isEqualTo("X-Amzn-Client-Token");
  }

  @Test
  void waiters_come_with_their_acceptors() {
    Waiter waiter =
        SAGEMAKER.waiters().stream()
            .filter(each -> each.name().equals("TrainingJobCompletedOrStopped"))
            .findFirst()
            .orElseThrow();

    assertThat(waiter.operation()).isEqualTo("DescribeTrainingJob");
    assertThat(waiter.delay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(waiter.maxAttempts()).isEqualTo(180);
    assertThat(waiter.acceptors())
        .contains(
            new Waiter.Acceptor("success", "path", "TrainingJobStatus", "Completed"),
            new Waiter.Acceptor("failure", "error", "", "ValidationException"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sagemaker", "personalize", "cleanroomsml", "lookoutvision"})
  void every_shape_parses_and_every_reference_resolves(String service) {
    Contract contract = Contract.load(service);
    Set<String> seen = new HashSet<>();

    for (Operation operation : contract.operations().values()) {
      operation.input().ifPresent(shape -> visit(shape, seen));
      operation.output().ifPresent(shape -> visit(shape, seen));
      assertThat(operation.errors()).allMatch(code -> contract.error(code).isPresent());
    }

    assertThat(seen).isSubsetOf(contract.shapeNames());
    assertThat(seen.stream().map(contract::shape).map(Optional::orElseThrow))
        .noneMatch(Shape::sensitive);
  }

  private static void visit(Shape shape, Set<String> seen) {
    if (!seen.add(shape.name())) {
      return;
    }
    if (shape instanceof StructureShape structure) {
      structure.members().forEach(member -> visit(member.shape(), seen));
    } else if (shape instanceof ListShape list) {
      visit(list.element(), seen);
    } else if (shape instanceof MapShape map) {
      visit(map.key(), seen);
      visit(map.value(), seen);
    }
  }

  @Test
  void recursive_shapes_refer_to_themselves() {
    Shape search = SAGEMAKER.shape("SearchExpression").orElseThrow();

    Shape sub = ((StructureShape) search).member("SubExpressions").orElseThrow().shape();

    assertThat(((ListShape) sub).element()).isSameAs(search);
  }

  @Test
  void a_broken_line_is_seen_only_by_who_asks_for_it() {
    Contract contract =
        read(
            """
            # a comment
            service toy
            protocol awsJson1.1

            operation Use POST / 200 in=Good
            structure Good
            structure Dangling A=Nowhere
            tuple Odd
            """);

    assertThat(contract.operation("Use").orElseThrow().input()).isPresent();
    assertThatThrownBy(() -> contract.shape("Odd")).hasMessageContaining("[tuple Odd]");
    StructureShape dangling = (StructureShape) contract.shape("Dangling").orElseThrow();
    assertThatThrownBy(() -> dangling.member("A").orElseThrow().shape())
        .hasMessage("mlsim: the contract of toy has no shape [Nowhere]");
  }

  @Test
  void aws_json_is_routed_by_target() {
    assertThat(route(SAGEMAKER, "SageMaker.CreateTrainingJob")).contains("CreateTrainingJob");
    assertThat(route(SAGEMAKER, "SageMaker.CreateNothing")).isEmpty();
    assertThat(route(SAGEMAKER, "AmazonPersonalize.CreateDataset")).isEmpty();
    assertThat(SAGEMAKER.route(new WireRequest("POST", "/", Map.of(), new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/2020-11-20/projects,ListProjects",
    "GET,/2020-11-20/projects?maxResults=5,ListProjects",
    "POST,/2020-11-20/projects,CreateProject",
    "GET,/2020-11-20/projects/p/models/1,DescribeModel",
    "DELETE,/2020-11-20/projects/p/models/1,DeleteModel",
    "GET,/2020-11-20/projects/models,DescribeProject",
    "GET,/2020-11-20/tags/arn%3Aaws%3Alookoutvision%3A%2Fmodel%2Fp%2F1,ListTagsForResource",
    "POST,/2020-11-20/projects/p/models/1/detect,DetectAnomalies",
    "PUT,/2020-11-20/projects,",
    "GET,/2020-11-20/projects//models,",
    "GET,/projects,",
    "GET,/,",
  })
  void rest_json_is_routed_by_method_and_path(String method, String path, String operation) {
    WireRequest request = new WireRequest(method, path, Map.of(), new byte[0]);

    assertThat(LOOKOUT.route(request).map(Operation::name))
        .isEqualTo(Optional.ofNullable(operation));
  }

  @Test
  void every_rest_operation_is_routed_to_itself() {
    for (Contract contract : new Contract[] {LOOKOUT, CLEAN_ROOMS}) {
      for (Operation operation : contract.operations().values()) {
        String path = operation.uri().replaceAll("\\{[^}]*}", "x%2Fy");
        WireRequest request = new WireRequest(operation.method(), path, Map.of(), new byte[0]);

        assertThat(contract.route(request)).containsSame(operation);
      }
    }
  }

  @Test
  void a_literal_wins_over_a_label() {
    Contract contract =
        read(
            """
            service toy
            protocol restJson1
            operation Any GET /{kind}/all 200
            operation Jobs GET /jobs/{id} 200
            operation AllJobs GET /jobs/all 200
            """);

    assertThat(contract.route(get("/jobs/all")).map(Operation::name)).contains("AllJobs");
    assertThat(contract.route(get("/jobs/7")).map(Operation::name)).contains("Jobs");
    assertThat(contract.route(get("/models/all")).map(Operation::name)).contains("Any");
  }

  private static WireRequest get(String path) {
    return new WireRequest("GET", path, Map.of(), new byte[0]);
  }

  private static Optional<String> route(Contract contract, String target) {
    WireRequest request = new WireRequest("POST", "/", Map.of("x-amz-target", target), new byte[0]);
    return contract.route(request).map(Operation::name);
  }

  static Contract read(String text) {
    return Contract.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
