package dev.mlsim.services.personalize.filters;

import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.personalize.vocabulary.AvroSchema;
import dev.mlsim.services.personalize.vocabulary.Condition;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.FilterExpression;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.Limits;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Filters: an expression about the columns of a group's datasets. */
public final class Filters {
  private static final int FIELDS_OF_FILTER = 10;
  private static final int FIELDS_OF_GROUP = 20;

  private Filters() {}

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .resource("Filter")
        .lifecycle(Lifecycles.resource(ofSeconds(30), ofSeconds(150)))
        .counts(Limits.FILTERS)
        .requires(
            SharedRules.active("datasetGroupArn", Types.DATASET_GROUP, Errors.INVALID),
            SharedRules.valid(
                "the expression keeps the grammar and its columns exist", Filters::flaw))
        .thenRequires(
            Precondition.of(
                "at most 20 distinct fields in the filters of a group",
                Errors.LIMIT,
                Filters::tooManyFields))
        .requires(
            "Delete",
            SharedRules.nothingUses(
                "no batch job with it is under way, no campaign of the group is being deleted",
                Types.FILTER,
                Filters::users))
        .judged(
            "filter-of-mixed-datasets",
            "CreateFilter.filterExpression",
            "the words of the refusal where AND or OR chain conditions about several datasets;"
                + " AWS's begin with Could not create filter.")
        .judged(
            "filter-of-missing-dataset",
            "CreateFilter.filterExpression",
            "fields of a dataset type that the group lacks are let pass");
  }

  /** A group without a dataset of the type has no columns to check the expression by. */
  private static Optional<String> flaw(Call call) {
    String expression = call.text("filterExpression").orElse("");
    Set<Condition.Field> fields = FilterExpression.fields(expression);
    if (fields.size() > FIELDS_OF_FILTER) {
      return Optional.of(
          "Could not create filter. A filter can use at most " + FIELDS_OF_FILTER + " fields.");
    }
    for (Condition.Field field : fields) {
      Optional<AvroSchema> schema =
          GroupData.inGroup(call.world(), call.text("datasetGroupArn").orElse(""), field.dataset())
              .flatMap(dataset -> GroupData.schema(call.world(), dataset));
      if (schema.isPresent() && schema.get().isBoolean(field.column())) {
        return Optional.of("Could not create filter. Invalid Expression " + expression);
      }
      if (schema.isPresent() && !schema.get().columns().containsKey(field.column())) {
        return Optional.of(
            "Could not create filter. Invalid input symbol "
                + field.column()
                + ". The schema of the "
                + field.dataset()
                + " dataset has no such field.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> tooManyFields(Call call) {
    Set<Condition.Field> all =
        new HashSet<>(FilterExpression.fields(call.text("filterExpression").orElse("")));
    SharedRules.with(
            call.world(), Types.FILTER, "datasetGroupArn", call.text("datasetGroupArn").orElse(""))
        .forEach(
            filter ->
                all.addAll(
                    FilterExpression.fields(PersonalizeType.text(filter, "filterExpression"))));
    return all.size() > FIELDS_OF_GROUP
        ? Optional.of(
            "The filters of a dataset group can use at most "
                + FIELDS_OF_GROUP
                + " distinct fields.")
        : Optional.empty();
  }

  /** That a campaign's deletion has to end first is seen in notebooks. */
  private static Stream<Resource> users(Call call) {
    Resource filter = call.subject(Types.FILTER);
    Stream<Resource> jobs =
        Stream.of(Types.BATCH_INFERENCE_JOB, Types.BATCH_SEGMENT_JOB)
            .flatMap(type -> SharedRules.with(call.world(), type, "filterArn", filter.arn()))
            .filter(SharedRules::isUnderWay);
    Stream<Resource> campaigns =
        SharedRules.all(call.world(), Types.CAMPAIGN)
            .filter(c -> PersonalizeType.group(c).equals(PersonalizeType.group(filter)))
            .filter(campaign -> campaign.state().status().startsWith("DELETE"));
    return Stream.concat(jobs, campaigns);
  }
}
