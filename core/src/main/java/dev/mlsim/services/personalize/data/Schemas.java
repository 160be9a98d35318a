package dev.mlsim.services.personalize.data;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.services.personalize.vocabulary.AvroSchema;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.Optional;
import java.util.stream.Stream;

/** Schemas: there at once, immutable, and kept as long as a dataset has them. */
final class Schemas {

  private Schemas() {}

  static void declare(Family family) {
    family
        .resource("Schema")
        .counts(Limits.SCHEMAS)
        .requires(
            SharedRules.valid(
                "the schema is an Avro record with the columns of its type", Schemas::flaw))
        .requires(
            "Delete",
            SharedRules.nothingUses("no dataset has the schema", Types.SCHEMA, Schemas::users));
  }

  private static Stream<Resource> users(Call call) {
    String arn = call.text("schemaArn").orElse("");
    return Stream.concat(
        SharedRules.with(call.world(), Types.DATASET, "schemaArn", arn),
        Datasets.changingTo(call.world(), arn));
  }

  /** A record of another name than the types' is let pass: a dataset will look at it. */
  private static Optional<String> flaw(Call call) {
    AvroSchema schema = AvroSchema.read(call.text("schema").orElse(""));
    return AvroSchema.typeOf(schema.name())
        .flatMap(type -> schema.lacks(type, call.text("domain").orElse("")));
  }
}
