package dev.mlsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContractDeriverTest {

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

    String contract = ContractDeriver.derive("toy", ContractDeriver.MODELS.readTree(model));

    assertThat(contract)
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
        {"service": {"serviceId": "Toy", "protocol": "json", "targetPrefix": "Toys"},
         "operations": {"Play": {"http": "POST /", "input": "In"}},
         "shapes": {"In": {"type": "structure", "required": ["Name"], "members": {
            "Name": {"shape": "Text"}, "status": {"shape": "Text"}}},
          "Text": {"type": "string", "sensitive": true, "pattern": "a =\\\\d"},
          "Failed": {"type": "structure", "exception": true, "error": {"httpStatusCode": 409},
            "members": {}}}}
        """;

    Contract contract =
        ContractTest.read(ContractDeriver.derive("toy", ContractDeriver.MODELS.readTree(model)));

    StructureShape input = contract.operation("Play").orElseThrow().input().orElseThrow();
    StringShape text = (StringShape) input.member("Name").orElseThrow().shape();
    assertThat(input.members()).extracting(Member::name).containsExactly("Name", "status");
    assertThat(text.sensitive()).isTrue();
    assertThat(text.pattern().orElseThrow().text()).isEqualTo("a =\\d");
    assertThat(contract.plain()).isTrue();
    assertThat(contract.error("Failed").orElseThrow().status()).isEqualTo(400);
  }
}
