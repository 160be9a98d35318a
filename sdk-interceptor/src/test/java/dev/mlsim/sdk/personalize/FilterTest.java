package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.Filter;
import software.amazon.awssdk.services.personalize.model.FilterSummary;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.LimitExceededException;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class FilterTest {
  private static final String SEEN = "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\")";

  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String group = world.group("shop");

  @Test
  void a_filter_is_active_after_minutes() {
    String arn = create("seen", SEEN);

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "filter/seen");
    assertThat(filter(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofSeconds(30));
    assertThat(filter(arn).status()).isEqualTo("CREATE IN_PROGRESS");
    world.pass(Duration.ofSeconds(150));
    assertThat(filter(arn).status()).isEqualTo("ACTIVE");
    assertThat(filter(arn).filterExpression()).isEqualTo(SEEN);
    assertThat(filter(arn).datasetGroupArn()).isEqualTo(group);
    assertThat(personalize.listFilters(r -> r.datasetGroupArn(group)).filters())
        .extracting(FilterSummary::filterArn)
        .containsExactly(arn);
    personalize.deleteFilter(r -> r.filterArn(arn));
    world.pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> filter(arn)).isInstanceOf(ResourceNotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INCLUDE ItemID WHERE Items.GENRES IN ($genres)",
        "INCLUDE ItemID WHERE Items.GENRES NOT IN (\"a\", \"b\") AND Items.PRICE >= 3.5",
        "EXCLUDE ItemID WHERE Items.PRICE > 5 IF CurrentUser.AGE < 18",
        "EXCLUDE ItemID WHERE Items.PRICE = $price | INCLUDE ItemID WHERE Items.GENRES IS NOT NULL",
        "include userid where Users.AGE between 18 and 30",
        "INCLUDE ActionID WHERE Actions.VALUE IS NULL"
      })
  void what_keeps_the_grammar_is_accepted(String expression) {
    create("f", expression);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ItemID WHERE Items.GENRES IN (\"a\")",
        "INCLUDE Item WHERE Items.GENRES IN (\"a\")",
        "INCLUDE ItemID WHERE Things.GENRES IN (\"a\")",
        "INCLUDE ItemID WHERE Items.GENRES IN \"a\"",
        "INCLUDE ItemID WHERE Items.GENRES LIKE \"a\"",
        "INCLUDE ItemID WHERE Items.GENRES IN (\"a\") AND",
        "INCLUDE ItemID WHERE Items.GENRES IN (a)",
        "INCLUDE ItemID WHERE Items.GENRES ! 3"
      })
  void what_breaks_the_grammar_is_refused(String expression) {
    assertThatThrownBy(() -> create("f", expression))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Could not create filter. Invalid input symbol ")
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INCLUDE ItemID WHERE Items.GENRES IN (\"a\") AND Interactions.EVENT_TYPE IN (\"buy\")",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"buy\") OR Items.PRICE > 3",
        "INCLUDE ItemID WHERE Items.PRICE > 3 AND (Items.PRICE < 9 OR Users.AGE = 3)",
        "EXCLUDE ItemID WHERE Items.PRICE > 5 IF CurrentUser.AGE < 18 AND Items.PRICE > 6"
      })
  void and_and_or_chain_conditions_of_one_dataset(String expression) {
    assertThatThrownBy(() -> create("f", expression))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Could not create filter. Invalid Expression");
  }

  @Test
  void conditions_of_several_datasets_stand_behind_bars() {
    create(
        "f",
        "INCLUDE ItemID WHERE Items.GENRES IN (\"a\") AND Items.PRICE > 3"
            + " | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"buy\")");
  }

  @Test
  void placeholders_go_with_in_and_equals_only() {
    assertThatThrownBy(() -> create("f", "INCLUDE ItemID WHERE Items.PRICE > $price"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "Could not create filter. Invalid input symbol $price. Placeholders can only be used"
                + " with IN or EQ operator");
  }

  @Test
  void columns_are_those_of_the_datasets_schema() {
    world.dataset(group, "Items", PersonalizeWorld.ITEMS);

    assertThatThrownBy(() -> create("f", "INCLUDE ItemID WHERE Items.COLOUR = \"red\""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("COLOUR");
    assertThatThrownBy(() -> create("f", "INCLUDE ItemID WHERE Items.ADULT = \"true\""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Could not create filter. Invalid Expression ");
    create("f", "INCLUDE ItemID WHERE Items.GENRES = \"Drama\"");
  }

  @Test
  void of_several_fields_that_no_dataset_has_the_first_is_named() {
    world.dataset(group, "Items", PersonalizeWorld.ITEMS);

    assertThatThrownBy(
            () ->
                create(
                    "f",
                    "INCLUDE ItemID WHERE Items.SIZE = 3 AND Items.AGE = 4 AND Items.WEIGHT = 5"
                        + " AND Items.COLOR = 6 AND Items.MAKER = 7"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Invalid input symbol SIZE.");
  }

  @Test
  void groups_and_names_are_checked() {
    create("f", SEEN);

    assertThatThrownBy(() -> create("f", SEEN)).isInstanceOf(ResourceAlreadyExistsException.class);
    String young = personalize.createDatasetGroup(r -> r.name("young")).datasetGroupArn();
    assertThatThrownBy(
            () ->
                personalize.createFilter(
                    r -> r.name("g").datasetGroupArn(young).filterExpression(SEEN)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                personalize.createFilter(
                    r -> r.name("g").datasetGroupArn(group + "x").filterExpression(SEEN)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void thirty_filters_and_twenty_fields_to_a_group_are_the_quotas() {
    for (int i = 0; i < 20; i++) {
      create("f" + i, "INCLUDE ItemID WHERE Items.FIELD_" + i + " IS NULL");
    }
    assertThatThrownBy(() -> create("f20", "INCLUDE ItemID WHERE Items.FIELD_20 IS NULL"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("distinct fields");
    for (int i = 20; i < 30; i++) {
      create("f" + i, "INCLUDE ItemID WHERE Items.FIELD_1 IS NULL");
    }

    assertThatThrownBy(() -> create("f30", "INCLUDE ItemID WHERE Items.FIELD_1 IS NULL"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("More than 30 resources in ACTIVE state.");
  }

  @Test
  void a_filter_cannot_go_before_a_campaign_that_is_being_deleted() {
    String arn = create("seen", SEEN);
    String solution = world.solution("s", group, "aws-user-personalization");
    String campaign = world.campaign("c", world.version(solution));
    personalize.deleteCampaign(r -> r.campaignArn(campaign));

    assertThatThrownBy(() -> personalize.deleteFilter(r -> r.filterArn(arn)))
        .isInstanceOf(ResourceInUseException.class);

    world.pass(Duration.ofMinutes(2));
    personalize.deleteFilter(r -> r.filterArn(arn));
  }

  private String create(String name, String expression) {
    return personalize
        .createFilter(r -> r.name(name).datasetGroupArn(group).filterExpression(expression))
        .filterArn();
  }

  private Filter filter(String arn) {
    return personalize.describeFilter(r -> r.filterArn(arn)).filter();
  }
}
