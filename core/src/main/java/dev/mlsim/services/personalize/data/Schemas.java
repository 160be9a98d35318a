package dev.mlsim.services.personalize.data;

import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.services.personalize.vocabulary.AvroSchema;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import java.util.Optional;
import java.util.stream.Stream;

/** Schemas: there at once, immutable, and kept as long as a dataset has them. */
final class Schemas {
  static final ResourceType TYPE =
      PersonalizeType.named("schema", "schemaArn", "schema/{key}")
          .identifiedBy("name")
          .holds(Limits.SCHEMAS.holding())
          .build();

  private Schemas() {}

  static void declare(Family family) {
    family
        .quota("Active schemas", Limits.SCHEMAS.quota())
        .type(TYPE)
        .operation(
            "CreateSchema",
            Create.a(TYPE)
                .requires(
                    SharedRules.valid(
                        "the schema is an Avro record with the columns of its type", Schemas::flaw))
                .within(Limits.SCHEMAS.quota()))
        .operation("DescribeSchema", Describe.a(TYPE).in("schema"))
        .operation("ListSchemas", ListAll.of(TYPE))
        .operation(
            "DeleteSchema",
            Trigger.by("delete", TYPE)
                .requires(
                    SharedRules.nothingUses(
                        "no dataset has the schema",
                        TYPE,
                        call -> {
                          String arn = call.text("schemaArn").orElse("");
                          return Stream.concat(
                              SharedRules.with(call.world(), Datasets.TYPE, "schemaArn", arn),
                              Datasets.changingTo(call.world(), arn));
                        })));
  }

  /** A record of another name than the types' is let pass: a dataset will look at it. */
  private static Optional<String> flaw(Call call) {
    AvroSchema schema = AvroSchema.read(call.text("schema").orElse(""));
    return AvroSchema.typeOf(schema.name())
        .flatMap(type -> schema.lacks(type, call.text("domain").orElse("")));
  }
}
