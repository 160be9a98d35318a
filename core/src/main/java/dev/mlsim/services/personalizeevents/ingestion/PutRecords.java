package dev.mlsim.services.personalizeevents.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.services.personalize.PutRecord;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import java.util.ArrayList;
import java.util.List;

/** Puts records into the dataset that a call means: all of them, or none. */
final class PutRecords implements Handler {
  private final RecordKind kind;
  private final String missing;
  private final String rule;
  private final Target target;

  /** How an operation says where its records go. */
  interface Target {
    /** The dataset; refuses the call if there is none, or if it takes no records now. */
    Resource of(Call call);
  }

  PutRecords(RecordKind kind, String missing, String rule, Target target) {
    this.kind = kind;
    this.missing = missing;
    this.rule = rule;
    this.target = target;
  }

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(precondition -> precondition.check().verify(call));
    Resource dataset = target.of(call);
    List<PutRecord> records = new ArrayList<>();
    for (JsonNode record : call.input().path(kind.member())) {
      records.add(new PutRecord(dataset.arn(), call.now(), document(record, call)));
    }
    call.world().setup(PersonalizeSetup.class).put(records);
    return Documents.empty();
  }

  private ObjectNode document(JsonNode record, Call call) {
    ObjectNode document = Documents.empty();
    for (String member : List.of("userId", "sessionId")) {
      call.text(member).ifPresent(value -> document.put(member, value));
    }
    document.setAll((ObjectNode) record.deepCopy());
    if (kind.isAct() && !document.has("eventId")) {
      document.put("eventId", call.world().chance().uuid());
    }
    return document;
  }

  @Override
  public String kind() {
    return "put";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(
        new Precondition(rule, missing, target::of),
        new Precondition(
            "properties are those of the dataset's schema",
            Errors.INVALID,
            call ->
                GroupData.schema(call.world(), target.of(call))
                    .ifPresent(
                        schema ->
                            call.input()
                                .path(kind.member())
                                .forEach(record -> Properties.check(record, kind, schema)))));
  }
}
