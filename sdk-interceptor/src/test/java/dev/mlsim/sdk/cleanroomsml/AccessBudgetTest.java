package dev.mlsim.sdk.cleanroomsml;

import static dev.mlsim.sdk.cleanroomsml.Studio.MEMBERSHIP;
import static dev.mlsim.sdk.cleanroomsml.Studio.channelOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.services.cleanroomsml.BudgetType;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cleanroomsml.model.AccessBudget;
import software.amazon.awssdk.services.cleanroomsml.model.AccessBudgetDetails;
import software.amazon.awssdk.services.cleanroomsml.model.AccessBudgetType;
import software.amazon.awssdk.services.cleanroomsml.model.AutoRefreshMode;
import software.amazon.awssdk.services.cleanroomsml.model.ConflictException;
import software.amazon.awssdk.services.cleanroomsml.model.GetMlInputChannelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.MLInputChannelStatus;

class AccessBudgetTest {
  private static final String CUSTOMERS = table(MEMBERSHIP, "customers");
  private static final String ORDERS = table(MEMBERSHIP, "orders");

  private final Studio studio = new Studio();
  private final CleanRooms rooms = studio.sim.setup(CleanRooms.class);
  private final String association = studio.association();

  @Test
  void a_channel_shows_the_budgets_of_the_tables_in_its_query() {
    rooms
        .table("customers", CUSTOMERS)
        .budget(BudgetType.CALENDAR_MONTH, 10)
        .budget(BudgetType.LIFETIME, 5);
    rooms.table("order", ORDERS).budget(BudgetType.LIFETIME, 1);
    Instant created = studio.sim.clock().now();

    AccessBudget budget = budgets(create("SELECT id FROM Customers JOIN orders USING (id)")).get(0);

    assertThat(budget.resourceArn()).isEqualTo(CUSTOMERS);
    assertThat(budget.aggregateRemainingBudget()).isEqualTo(4);
    AccessBudgetDetails month = budget.details().get(0);
    assertThat(month.budgetType()).isEqualTo(AccessBudgetType.CALENDAR_MONTH);
    assertThat(month.budget()).isEqualTo(10);
    assertThat(month.remainingBudget()).isEqualTo(9);
    assertThat(month.autoRefresh()).isEqualTo(AutoRefreshMode.ENABLED);
    assertThat(month.startTime()).isBeforeOrEqualTo(created);
    assertThat(month.endTime()).isAfter(created);
    AccessBudgetDetails lifetime = budget.details().get(1);
    assertThat(lifetime.budgetType()).isEqualTo(AccessBudgetType.LIFETIME);
    assertThat(lifetime.remainingBudget()).isEqualTo(4);
    assertThat(lifetime.startTime()).isEqualTo(created);
    assertThat(lifetime.endTime()).isNull();
    assertThat(lifetime.autoRefresh()).isNull();
  }

  @Test
  void the_collaboration_sees_the_same_budgets() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.CALENDAR_DAY, 3);
    String channel = create("SELECT 1 FROM customers");

    assertThat(
            studio
                .ml
                .getCollaborationMLInputChannel(
                    r ->
                        r.collaborationIdentifier(studio.collaboration())
                            .mlInputChannelArn(channel))
                .privacyBudgets())
        .isEqualTo(get(channel).privacyBudgets());
  }

  @Test
  void tables_without_budgets_show_none() {
    rooms.table("customers", CUSTOMERS);

    assertThat(get(create("SELECT 1 FROM customers")).privacyBudgets()).isNull();
  }

  @Test
  void each_training_and_each_inference_job_takes_a_use() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 10);
    studio.configureOutput();
    String channel = active("SELECT 1 FROM customers");

    String model = studio.model(association, channel);
    assertThat(budgets(channel).get(0).aggregateRemainingBudget()).isEqualTo(8);
    studio.ml.startTrainedModelInferenceJob(Studio.jobOf(model, channel).build());
    assertThat(budgets(channel).get(0).aggregateRemainingBudget()).isEqualTo(7);
  }

  @Test
  void a_job_takes_one_use_however_many_of_its_channels_come_from_the_table() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 10);
    String train = active("SELECT 1 FROM customers");
    String test = active("SELECT 2 FROM customers");

    studio.ml.createTrainedModel(
        Studio.modelOf(association, train)
            .dataChannels(Studio.data("train", train), Studio.data("test", test))
            .build());

    assertThat(budgets(train).get(0).aggregateRemainingBudget()).isEqualTo(7);
  }

  @Test
  void at_zero_trainings_and_inference_jobs_are_refused() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 2);
    studio.configureOutput();
    String channel = active("SELECT 1 FROM customers");
    String model = studio.model(association, channel);

    assertThatThrownBy(
            () -> studio.ml.createTrainedModel(Studio.modelOf(association, channel).build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("The data access budget of " + CUSTOMERS + " is used up.");
    assertThatThrownBy(
            () -> studio.ml.startTrainedModelInferenceJob(Studio.jobOf(model, channel).build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("is used up");
  }

  @Test
  void at_zero_a_query_fails_its_channel() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 1);
    active("SELECT 1 FROM customers");

    GetMlInputChannelResponse failed = get(active("SELECT 1 FROM customers"));

    assertThat(failed.status()).isEqualTo(MLInputChannelStatus.CREATE_FAILED);
    assertThat(failed.statusDetails().statusCode()).isEqualTo("ACCESS_BUDGET_EXHAUSTED");
    assertThat(failed.privacyBudgets().accessBudgets().get(0).aggregateRemainingBudget()).isZero();
  }

  @Test
  void a_refreshing_budget_is_full_again_in_the_next_period() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.CALENDAR_WEEK, 1);
    String channel = active("SELECT 1 FROM customers");
    AccessBudgetDetails week = budgets(channel).get(0).details().get(0);

    studio.sim.clock().advanceTo(week.endTime());

    AccessBudgetDetails next = budgets(channel).get(0).details().get(0);
    assertThat(week.remainingBudget()).isZero();
    assertThat(next.remainingBudget()).isEqualTo(1);
    assertThat(next.startTime()).isEqualTo(week.endTime());
    assertThat(next.endTime()).isEqualTo(week.endTime().plus(Duration.ofDays(7)));
  }

  @Test
  void a_budget_without_refresh_stays_used_until_it_is_set_again() {
    rooms.table("customers", CUSTOMERS).budgetWithoutRefresh(BudgetType.CALENDAR_DAY, 1);
    String channel = active("SELECT 1 FROM customers");
    studio.sim.clock().advance(Duration.ofDays(3));
    AccessBudgetDetails used = budgets(channel).get(0).details().get(0);

    rooms.table("customers", CUSTOMERS).budgetWithoutRefresh(BudgetType.CALENDAR_DAY, 1);

    assertThat(used.remainingBudget()).isZero();
    assertThat(used.autoRefresh()).isEqualTo(AutoRefreshMode.DISABLED);
    assertThat(budgets(channel).get(0).aggregateRemainingBudget()).isEqualTo(1);
  }

  @Test
  void a_templates_query_names_its_tables() {
    String template = template(MEMBERSHIP, "weekly");
    rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 5);
    rooms.analysisTemplate(template, "SELECT * FROM customers WHERE week = :week");

    String channel =
        studio
            .ml
            .createMLInputChannel(
                channelOf(association, q -> q.sqlParameters(s -> s.analysisTemplateArn(template)))
                    .build())
            .mlInputChannelArn();

    assertThat(budgets(channel).get(0).resourceArn()).isEqualTo(CUSTOMERS);
  }

  @Test
  void tables_of_another_collaboration_do_not_count() {
    studio.withPartner();
    rooms
        .collaboration(Studio.OTHER_ID)
        .member(Studio.PARTNER, "55555555-5555-4555-8555-555555555555");
    rooms
        .table("customers", table("55555555-5555-4555-8555-555555555555", "theirs"))
        .budget(BudgetType.LIFETIME, 0);

    assertThat(get(create(studio.association(), "SELECT 1 FROM customers")).privacyBudgets())
        .isNull();
  }

  @Test
  void a_reset_forgets_tables_and_their_use() {
    rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 0);

    studio.sim.reset();
    String again = studio.channel(studio.association());

    assertThat(get(again).status()).isEqualTo(MLInputChannelStatus.ACTIVE);
  }

  @Test
  void what_cannot_be_a_table_or_a_budget_is_refused_in_words() {
    assertThatThrownBy(() -> rooms.table("customers", "arn:aws:s3:::customers"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mlsim: the ARN of a table's association is [")
        .hasMessageEndingWith("but this is [arn:aws:s3:::customers]");
    assertThatThrownBy(
            () -> rooms.table("customers", CUSTOMERS).budget(BudgetType.LIFETIME, 1_000_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mlsim: a data access budget is 0 to 1000000 uses, but this is [1000001]");
  }

  private static String table(String membership, String id) {
    return "arn:aws:cleanrooms:us-east-1:123456789012:membership/"
        + membership
        + "/configuredtableassociation/"
        + id;
  }

  static String template(String membership, String id) {
    return "arn:aws:cleanrooms:us-east-1:123456789012:membership/"
        + membership
        + "/analysistemplate/"
        + id;
  }

  private String create(String sql) {
    return create(association, sql);
  }

  private String create(String ofAssociation, String sql) {
    return studio
        .ml
        .createMLInputChannel(
            channelOf(ofAssociation, q -> q.sqlParameters(s -> s.queryString(sql))).build())
        .mlInputChannelArn();
  }

  private String active(String sql) {
    String arn = create(sql);
    studio.sim.clock().advance(Duration.ofMinutes(10));
    return arn;
  }

  private GetMlInputChannelResponse get(String arn) {
    return studio.ml.getMLInputChannel(
        r -> r.membershipIdentifier(MEMBERSHIP).mlInputChannelArn(arn));
  }

  private List<AccessBudget> budgets(String arn) {
    return get(arn).privacyBudgets().accessBudgets();
  }
}
