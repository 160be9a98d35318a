package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
import software.amazon.awssdk.services.personalize.model.InvalidInputException;
import software.amazon.awssdk.services.personalize.model.MetricAttribute;
import software.amazon.awssdk.services.personalize.model.MetricAttribution;
import software.amazon.awssdk.services.personalize.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.personalize.model.ResourceInUseException;
import software.amazon.awssdk.services.personalize.model.ResourceNotFoundException;

class MetricAttributionTest {
  private final PersonalizeWorld world = new PersonalizeWorld();
  private final PersonalizeClient personalize = world.personalize;
  private final String group = world.group("shop");

  @Test
  void an_attribution_is_active_in_a_minute_and_lists_its_metrics() {
    String arn =
        create("sales", metric("clicks", "SAMPLECOUNT()"), metric("sum", "SUM(Items.PRICE)"));

    assertThat(arn).isEqualTo(PersonalizeWorld.ARNS + "metric-attribution/sales");
    assertThat(attribution(arn).status()).isEqualTo("CREATE PENDING");
    world.pass(Duration.ofMinutes(1));
    assertThat(attribution(arn).status()).isEqualTo("ACTIVE");
    assertThat(attribution(arn).metricsOutputConfig().roleArn()).isEqualTo(PersonalizeWorld.ROLE);
    assertThat(attribution(arn).datasetGroupArn()).isEqualTo(group);
    assertThat(names(arn)).containsExactly("clicks", "sum");
    assertThat(
            personalize
                .listMetricAttributionMetricsPaginator(
                    r -> r.metricAttributionArn(arn).maxResults(1))
                .metrics())
        .extracting(MetricAttribute::expression)
        .containsExactly("SAMPLECOUNT()", "SUM(Items.PRICE)");
    assertThat(
            personalize.listMetricAttributions(r -> r.datasetGroupArn(group)).metricAttributions())
        .hasSize(1);
  }

  @Test
  void its_metrics_are_listed_as_soon_as_it_is_seen_where_reading_lags() {
    world.sim.consistency().lag(Duration.ofSeconds(30));
    String arn = create("sales", metric("clicks", "SAMPLECOUNT()"));
    assertThat(names(arn)).isEmpty();

    world.pass(Duration.ofMinutes(1));

    assertThat(attribution(arn).status()).isEqualTo("ACTIVE");
    assertThat(names(arn)).containsExactly("clicks");
  }

  @Test
  void an_update_adds_and_removes_metrics_when_it_is_done() {
    String arn = active("sales", metric("clicks", "SAMPLECOUNT()"), metric("old", "SAMPLECOUNT()"));

    personalize.updateMetricAttribution(
        r ->
            r.metricAttributionArn(arn)
                .addMetrics(metric("new", "SUM(Items.PRICE)"))
                .removeMetrics("old"));

    assertThat(attribution(arn).status()).isEqualTo("UPDATE PENDING");
    assertThat(names(arn)).containsExactly("clicks", "old");
    assertThatThrownBy(
            () ->
                personalize.updateMetricAttribution(
                    r -> r.metricAttributionArn(arn).removeMetrics("clicks")))
        .isInstanceOf(ResourceInUseException.class);
    world.pass(Duration.ofSeconds(30));
    assertThat(attribution(arn).status()).isEqualTo("UPDATE IN_PROGRESS");
    world.pass(Duration.ofSeconds(30));
    assertThat(attribution(arn).status()).isEqualTo("ACTIVE");
    assertThat(names(arn)).containsExactly("clicks", "new");
  }

  @Test
  void a_failed_update_leaves_the_metrics_and_says_why() {
    String arn = active("sales", metric("clicks", "SAMPLECOUNT()"));
    world.sim.script().resource("metric-attribution").failAt("UPDATE PENDING", "No access");

    personalize.updateMetricAttribution(
        r -> r.metricAttributionArn(arn).addMetrics(metric("new", "SAMPLECOUNT()")));
    world.pass(Duration.ofMinutes(2));

    assertThat(attribution(arn).status()).isEqualTo("ACTIVE");
    assertThat(attribution(arn).failureReason()).isEqualTo("No access");
    assertThat(names(arn)).containsExactly("clicks");
  }

  @Test
  void a_metric_that_is_there_cannot_be_added() {
    String arn = active("sales", metric("clicks", "SAMPLECOUNT()"));

    assertThatThrownBy(
            () ->
                personalize.updateMetricAttribution(
                    r -> r.metricAttributionArn(arn).addMetrics(metric("clicks", "SAMPLECOUNT()"))))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .satisfies(PersonalizeErrors::hasStatus400);
  }

  @Test
  void a_group_has_one_attribution_with_good_expressions() {
    assertThatThrownBy(() -> create("bad", metric("a", "AVG(Items.PRICE)")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("AVG(Items.PRICE)");
    String arn = active("sales", metric("clicks", "SAMPLECOUNT()"));

    assertThatThrownBy(() -> create("other", metric("a", "SAMPLECOUNT()")))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Another resource with Arn " + arn + " already exists.");
    personalize.deleteMetricAttribution(r -> r.metricAttributionArn(arn));
    assertThat(attribution(arn).status()).isEqualTo("DELETE PENDING");
    world.pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> attribution(arn)).isInstanceOf(ResourceNotFoundException.class);
    create("other", metric("a", "SAMPLECOUNT()"));
  }

  private String active(String name, MetricAttribute... metrics) {
    String arn = create(name, metrics);
    world.pass(Duration.ofMinutes(1));
    return arn;
  }

  private String create(String name, MetricAttribute... metrics) {
    return personalize
        .createMetricAttribution(
            r ->
                r.name(name)
                    .datasetGroupArn(group)
                    .metrics(metrics)
                    .metricsOutputConfig(c -> c.roleArn(PersonalizeWorld.ROLE)))
        .metricAttributionArn();
  }

  private static MetricAttribute metric(String name, String expression) {
    return MetricAttribute.builder()
        .metricName(name)
        .eventType("click")
        .expression(expression)
        .build();
  }

  private List<String> names(String arn) {
    return personalize
        .listMetricAttributionMetrics(r -> r.metricAttributionArn(arn))
        .metrics()
        .stream()
        .map(MetricAttribute::metricName)
        .toList();
  }

  private MetricAttribution attribution(String arn) {
    return personalize
        .describeMetricAttribution(r -> r.metricAttributionArn(arn))
        .metricAttribution();
  }
}
