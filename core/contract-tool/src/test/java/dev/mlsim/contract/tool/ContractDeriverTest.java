package dev.mlsim.contract.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StringShape;
import dev.mlsim.contract.StructureShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractDeriverTest {
  private static final Path MODELS = Path.of("src/test/resources");

  @TempDir private Path folder;

  private String derived(String model) throws IOException {
    return ContractDeriver.derive("toy", Files.writeString(folder.resolve("model.json"), model));
  }

  private static Contract read(String contract) {
    return Contract.read(new ByteArrayInputStream(contract.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2j/service-2.json", "smithy/toy-2020-01-01.json"})
  void either_model_that_aws_publishes_gives_the_same_contract(String model) throws IOException {
    String contract = ContractDeriver.derive("toy", MODELS.resolve(model));

    assertThat(contract.lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            """
            service toy
            protocol restJson1
            serviceId Toy
            apiVersion 2020-01-01
            endpointPrefix toy
            signingName toys
            operation GetToy GET /toys/{toyId} 200 in=GetToyRequest out=Toy errors=NotFoundException,SlowException
            operation ListToys POST /toys 202 in=ListToysRequest out=ListToysResponse errors=SlowException page=nextToken,more,maxResults,toys idempotent
            operation PutPicture PUT /pictures 200 in=PutPictureRequest errors=SlowException
            waiter ToyMade GetToy 5 60 success:path:owner:nobody failure:error::NotFoundException
            structure GetToyRequest toyId!@uri:toyId=Id view@query:v=View
            string Id min=1 max=20 pattern=[a-z ]+
            structure ListToysRequest maxResults=PageSize nextToken=Text token~@header:X-Token=Text
            structure ListToysResponse more@body:nextToken=Text toys!=Toys
            error NotFoundException status=404 message!=Text
            integer PageSize min=1 max=100
            structure Part union bolt=Text wheels=PageSize
            blob Picture streaming
            structure PutPictureRequest picture@payload=Picture
            string Secret sensitive
            error SlowException status=503 fault
            map Tags key=Text value=Text max=50
            structure Talk eventstream word=Word
            string Text
            structure Toy made=When owner=Secret parts=Part tags=Tags weight=Weight
            list Toys of=Toy max=100
            string View enum=WHOLE,PARTS
            double Weight min=0.0001
            timestamp When format=iso8601
            structure Word said@payload=Picture
            """
                .lines()
                .toArray(String[]::new));
    assertThat(contract.lines().filter(line -> line.startsWith("#")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("# a contract has no words for the waiter ToysMade: [{\"state\""),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "# a contract has no words for the member status of ListToysResponse:"
                            + " \"statusCode\""));
  }

  @Test
  void facts_become_lines_and_prose_is_left_behind() throws IOException {
    String model =
        """
        {"service": {"serviceId": "Toy", "apiVersion": "2020-01-01", "protocol": "rest-json",
            "endpointPrefix": "toy", "signingName": "toys"},
         "operations": {
          "ListToys": {"http": "GET /boxes/{box}", "input": "In", "output": "Out", "status": 202,
            "errors": ["Gone", "Slow"], "idempotent": true, "documentation": "lists toys",
            "paginator": {"input_token": "t", "output_token": "n", "limit_key": "m",
              "result_key": "toys"}},
          "Ping": {"http": "POST /ping"}},
         "waiters": {"ToyReady": {"operation": "ListToys", "delay": 5, "maxAttempts": 9,
            "acceptors": [
              {"state": "success", "matcher": "path", "argument": "Status", "expected": "Ready"},
              {"state": "failure", "matcher": "error", "expected": "Gone"}]}},
         "shapes": {
          "Count": {"type": "integer", "min": 0, "max": 100},
          "Gone": {"type": "structure", "exception": true, "error": {"httpStatusCode": 410},
            "members": {"Message": {"shape": "Text"}}, "required": ["Message"]},
          "In": {"type": "structure", "required": ["box"], "payload": "raw", "members": {
            "box": {"shape": "Text", "location": "uri", "locationName": "box"},
            "token": {"shape": "Text", "location": "header", "locationName": "X-Token",
              "idempotencyToken": true},
            "old": {"shape": "Text", "location": "querystring", "locationName": "o",
              "deprecated": true, "deprecatedMessage": "use new"},
            "raw": {"shape": "Raw"}}},
          "Out": {"type": "structure", "union": true, "members": {
            "toys": {"shape": "Toys", "locationName": "Toys"}}},
          "Ratio": {"type": "double", "min": 0.0001, "max": 1.0},
          "Raw": {"type": "blob", "streaming": true},
          "Slow": {"type": "structure", "exception": true, "fault": true, "members": {}},
          "Text": {"type": "string", "enum": ["A", "B"], "sensitive": true, "min": 1,
            "pattern": "a b|c=d"},
          "Toys": {"type": "list", "member": {"shape": "Text"}, "max": 5},
          "When": {"type": "timestamp", "timestampFormat": "iso8601"},
          "Words": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Count"}}}}
        """;

    assertThat(derived(model))
        .isEqualTo(
            """
            service toy
            protocol restJson1
            serviceId Toy
            apiVersion 2020-01-01
            endpointPrefix toy
            signingName toys
            operation ListToys GET /boxes/{box} 202 in=In out=Out errors=Gone,Slow page=t,n,m,toys idempotent
            operation Ping POST /ping 200
            waiter ToyReady ListToys 5 9 success:path:Status:Ready failure:error::Gone
            integer Count min=0 max=100
            error Gone status=410 Message!=Text
            structure In box!@uri:box=Text token~@header:X-Token=Text old@query:o=Text raw@payload=Raw
            structure Out union toys@body:Toys=Toys
            double Ratio min=0.0001 max=1.0
            blob Raw streaming
            error Slow status=500 fault
            string Text sensitive min=1 enum=A,B pattern=a b|c=d
            list Toys of=Text max=5
            timestamp When format=iso8601
            map Words key=Text value=Count
            """);
  }

  @Test
  void what_is_derived_can_be_read() throws IOException {
    String model =
        """
        {"service": {"serviceId": "Toy", "protocol": "json", "endpointPrefix": "toy",
            "targetPrefix": "Toys"},
         "operations": {"Play": {"http": "POST /", "input": "In"}},
         "shapes": {"In": {"type": "structure", "required": ["Name"], "members": {
            "Name": {"shape": "Text"}, "status": {"shape": "Text"}}},
          "Text": {"type": "string", "sensitive": true, "pattern": "a =\\\\d"},
          "Failed": {"type": "structure", "exception": true, "error": {"httpStatusCode": 409},
            "members": {}}}}
        """;

    String derived = derived(model);

    Contract contract = read(derived);
    StructureShape input = contract.operation("Play").orElseThrow().input().orElseThrow();
    StringShape text = (StringShape) input.member("Name").orElseThrow().shape();
    assertThat(input.members()).extracting(Member::name).containsExactly("Name", "status");
    assertThat(text.sensitive()).isTrue();
    assertThat(text.pattern().orElseThrow().text()).isEqualTo("a =\\d");
    assertThat(derived).contains("documents plain\n");
    assertThat(contract.error("Failed").orElseThrow().status()).isEqualTo(400);
    assertThat(contract.signingName()).isEqualTo("toy");
  }

  @Test
  void what_smithy_says_of_a_member_becomes_a_shape_of_its_own() throws IOException {
    String model =
        """
        {"smithy": "2.0", "shapes": {
          "a.toy#Toys": {"type": "service", "version": "2020-01-01", "traits": {
            "aws.api#service": {"sdkId": "Toy", "arnNamespace": "toy"},
            "aws.protocols#awsJson1_1": {}}},
          "a.toy#Play": {"type": "operation", "input": {"target": "a.toy#In"}},
          "a.toy#In": {"type": "structure", "members": {
            "Name": {"target": "smithy.api#String", "traits": {
              "smithy.api#length": {"min": 1}, "smithy.api#required": {}}},
            "Loud": {"target": "smithy.api#PrimitiveBoolean", "traits": {
              "smithy.api#jsonName": "volume"}},
            "Mood": {"target": "a.toy#Mood"}}},
          "a.toy#Mood": {"type": "string", "traits": {"smithy.api#enum": [
            {"value": "GAY", "name": "GAY"}, {"value": "SAD", "name": "SAD"}]}}}}
        """;

    assertThat(derived(model))
        .isEqualTo(
            """
            service toy
            protocol awsJson1.1
            serviceId Toy
            apiVersion 2020-01-01
            endpointPrefix toy
            signingName toy
            targetPrefix Toys
            documents plain
            operation Play POST / 200 in=In
            structure In Name!=In$Name Loud=SmithyPrimitiveBoolean Mood=Mood
            string In$Name min=1
            string Mood enum=GAY,SAD
            boolean SmithyPrimitiveBoolean
            string SmithyString
            """);
  }

  @Test
  void another_protocol_is_refused() {
    assertThatThrownBy(
            () -> derived("{\"metadata\": {\"protocol\": \"query\", \"serviceId\": \"Toy\"}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: the service speaks [query], mlsim speaks json, rest-json and, by a"
                + " service-2.json, rest-xml only");
  }

  @Test
  void a_file_that_is_no_model_is_refused() {
    assertThatThrownBy(() -> derived("{\"version\": 2, \"waiters\": {}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mlsim: [%s] is no model of a service: it has neither [metadata], as a service-2.json"
                    .formatted(folder.resolve("model.json"))
                + " has, nor [smithy], as Smithy's JSON AST has");
  }

  @Test
  void the_command_takes_the_name_of_the_service_from_that_of_the_contract() throws IOException {
    Path contract = folder.resolve("playthings.contract");

    ContractDeriver.main(
        new String[] {MODELS.resolve("c2j/service-2.json").toString(), contract.toString()});

    assertThat(read(Files.readString(contract)).service()).isEqualTo("playthings");
    assertThatThrownBy(() -> ContractDeriver.main(new String[] {"model.json"}))
        .hasMessage(
            "mlsim: the contract deriver was called with [model.json], it takes two arguments:"
                + " the file of the model, and <service>.contract; and perhaps a third: the file of"
                + " additions");
  }
}
