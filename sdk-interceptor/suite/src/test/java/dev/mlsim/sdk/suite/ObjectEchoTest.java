package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.Simulator;
import dev.mlsim.contract.Answer;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Documents;
import dev.mlsim.wire.WireResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an object is put with, one member at a time, S3 shows or refuses. */
class ObjectEchoTest {
  /** Of an empty object, where the model's constraints don't say what is valid. */
  private static final Map<String, String> VALUES =
      Map.of(
          "StorageClass", "GLACIER_IR",
          "ChecksumCRC32", "AAAAAA==",
          "ChecksumCRC32C", "AAAAAA==",
          "ChecksumMD5", "1B2M2Y8AsgTpgAmY7PhCfg==",
          "ChecksumSHA1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
          "ChecksumSHA256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

  private final Simulator sim = Simulator.create();
  private final Contract contract = Contract.load("s3");

  @BeforeEach
  void source() {
    call("CreateBucket", Documents.of("{'Bucket': 'data'}"));
    call("PutObject", place("source"));
  }

  private Answer call(String operation, ObjectNode input) {
    Operation called = contract.operation(operation).orElseThrow();
    return Answer.of(called, (WireResponse) sim.exchange(Requests.of(called, input)));
  }

  private static ObjectNode place(String key) {
    return Documents.empty().put("Bucket", "data").put("Key", key);
  }

  private static JsonNode value(Member member) {
    String value = VALUES.get(member.name());
    return value == null ? Samples.least(member.shape()) : TextNode.valueOf(value);
  }

  @ParameterizedTest
  @CsvSource({
    "PutObject, GetObject",
    "PutObject, HeadObject",
    "CopyObject, GetObject",
    "CopyObject, HeadObject"
  })
  void what_an_object_is_put_with_is_shown(String put, String view) {
    StructureShape shown = contract.operation(view).orElseThrow().output().orElseThrow();
    List<String> seen = new ArrayList<>();
    List<String> hidden = new ArrayList<>();

    for (Member member : contract.operation(put).orElseThrow().input().orElseThrow().members()) {
      boolean isHeader =
          member.location() == Location.HEADER && shown.member(member.name()).isPresent();
      ObjectNode input = place(member.name());
      if (put.equals("CopyObject")) {
        input.put("CopySource", "data/source").put("MetadataDirective", "REPLACE");
      }
      input.set(member.name(), value(member));
      if (isHeader && !member.name().equals("ContentLength") && !call(put, input).isError()) {
        ObjectNode output =
            call(view, place(member.name()).put("ChecksumMode", "ENABLED")).output();
        boolean isShown = SdkDocuments.shows(output.get(member.name()), input.get(member.name()));
        (isShown ? seen : hidden).add(member.name());
      }
    }

    assertThat(hidden).isEmpty();
    assertThat(seen).contains("ContentLanguage", "SSEKMSKeyId", "StorageClass");
  }

  @Test
  void locks_and_keys_of_the_callers_are_refused_by_each_of_their_members() {
    for (Member member :
        contract.operation("PutObject").orElseThrow().input().orElseThrow().members()) {
      if (member.name().matches("ObjectLock.*|SSECustomer.*")) {
        ObjectNode input = place("locked");
        input.set(member.name(), value(member));

        assertThat(call("PutObject", input).status()).as(member.name()).isEqualTo(501);
      }
    }
  }
}
