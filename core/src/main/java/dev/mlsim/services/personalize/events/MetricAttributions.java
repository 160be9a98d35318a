package dev.mlsim.services.personalize.events;

import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.vocabulary.Errors;
import dev.mlsim.services.personalize.vocabulary.GroupData;
import dev.mlsim.services.personalize.vocabulary.InPlaceUpdate;
import dev.mlsim.services.personalize.vocabulary.Lifecycles;
import dev.mlsim.services.personalize.vocabulary.PersonalizeType;
import dev.mlsim.services.personalize.vocabulary.SharedRules;
import dev.mlsim.services.personalize.vocabulary.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Metric attributions: one to a dataset group, with up to ten metrics. */
final class MetricAttributions {
  private static final int MOST_METRICS = 10;
  private static final Pattern EXPRESSION =
      Pattern.compile("SAMPLECOUNT\\(\\)|SUM\\([A-Za-z_]+\\.[A-Za-z_]\\w*\\)");

  /** A metric as ListMetricAttributionMetrics shows it; no resource that could be asked for. */
  private static final ResourceType METRIC =
      ResourceType.named("metric-attribution-metric").called("metricName").build();

  private MetricAttributions() {}

  static void declare(Family family) {
    ConventionalResource attribution =
        family
            .resource("MetricAttribution")
            .lifecycle(
                InPlaceUpdate.rows(
                        Lifecycles.deletion(
                            Lifecycles.creation(ofSeconds(30), ofSeconds(30)),
                            Lifecycles.ACTIVE,
                            Lifecycles.FAILED),
                        ofSeconds(30),
                        ofSeconds(30))
                    .build())
            .entering(Lifecycles.ACTIVE, MetricAttributions::apply)
            .requires(
                SharedRules.active("datasetGroupArn", Types.DATASET_GROUP),
                expressions("metrics"),
                SharedRules.valid(
                    call ->
                        GroupData.mayHaveEventTypes(
                            call.world(), call.text("datasetGroupArn").orElse("")),
                    "the interactions have an EVENT_TYPE",
                    "The Interactions dataset has no EVENT_TYPE column."),
                SharedRules.valid(
                    call -> names(call, "metrics").size() == size(call, "metrics"),
                    "each metric has a name of its own",
                    "Metric names must be unique."),
                SharedRules.onlyOneInGroup(Types.METRIC_ATTRIBUTION));
    family
        .operation(
            "ListMetricAttributionMetrics",
            ListAll.of(METRIC)
                .among(MetricAttributions::metrics)
                .filter("metricAttributionArn", (metric, arn, world) -> true)
                .sorted("", false))
        .operation(
            "UpdateMetricAttribution",
            InPlaceUpdate.of(
                attribution.type(),
                expressions("addMetrics"),
                new Precondition(
                    "a metric that is added is not there yet",
                    Errors.EXISTS,
                    MetricAttributions::refuseKnown),
                SharedRules.valid("at most ten metrics", MetricAttributions::tooMany)));
  }

  private static Precondition expressions(String member) {
    return SharedRules.valid(
        "each metric is SUM(Dataset.COLUMN) or SAMPLECOUNT()", call -> badExpression(call, member));
  }

  private static Optional<String> tooMany(Call call) {
    return after(call.subject(Types.METRIC_ATTRIBUTION), call.input()).size() > MOST_METRICS
        ? Optional.of("A metric attribution can have at most " + MOST_METRICS + " metrics.")
        : Optional.empty();
  }

  private static Optional<String> badExpression(Call call, String member) {
    for (JsonNode metric : call.at(member).orElse(Documents.empty())) {
      String expression = metric.path("expression").asText();
      if (!EXPRESSION.matcher(expression.replace(" ", "")).matches()) {
        return Optional.of(
            "Invalid metric expression "
                + expression
                + ". Use SUM(DatasetType.COLUMN_NAME) or SAMPLECOUNT().");
      }
    }
    return Optional.empty();
  }

  private static int size(Call call, String member) {
    return call.at(member).map(JsonNode::size).orElse(0);
  }

  private static Set<String> names(Call call, String member) {
    Set<String> names = new HashSet<>();
    call.at(member).ifPresent(list -> list.forEach(m -> names.add(m.path("metricName").asText())));
    return names;
  }

  private static void refuseKnown(Call call) {
    Resource attribution = call.subject(Types.METRIC_ATTRIBUTION);
    Set<String> added = names(call, "addMetrics");
    call.at("removeMetrics").ifPresent(list -> list.forEach(name -> added.remove(name.asText())));
    for (JsonNode metric : attribution.attributes().path("metrics")) {
      if (added.contains(metric.path("metricName").asText())) {
        throw new ServiceError(
            Errors.EXISTS, "Metric " + metric.path("metricName").asText() + " already exists.");
      }
    }
  }

  private static ArrayNode after(Resource attribution, ObjectNode update) {
    Set<String> removed = new HashSet<>();
    update.path("removeMetrics").forEach(name -> removed.add(name.asText()));
    ArrayNode metrics = attribution.attributes().arrayNode();
    for (JsonNode metric : attribution.attributes().path("metrics")) {
      if (!removed.contains(metric.path("metricName").asText())) {
        metrics.add(metric);
      }
    }
    update.path("addMetrics").forEach(metrics::add);
    return metrics;
  }

  private static void apply(Resource attribution, World world) {
    if (!InPlaceUpdate.succeeded(attribution)) {
      return;
    }
    InPlaceUpdate.requested(attribution)
        .ifPresent(
            update -> {
              Resource changed = attribution.with("metrics", after(attribution, update));
              JsonNode output = update.path("metricsOutputConfig");
              world.change(
                  attribution,
                  old ->
                      output.isMissingNode()
                          ? changed
                          : changed.with("metricsOutputConfig", output));
            });
  }

  private static Collection<Resource> metrics(Call call) {
    List<Resource> metrics = new ArrayList<>();
    PersonalizeType.named(call, "metricAttributionArn", Types.METRIC_ATTRIBUTION)
        .ifPresent(
            attribution ->
                attribution
                    .attributes()
                    .path("metrics")
                    .forEach(metric -> metrics.add(shown(metric, metrics.size(), attribution))));
    return metrics;
  }

  /** A metric is as old as its attribution, so that a list that lags sees both or neither. */
  private static Resource shown(JsonNode metric, int place, Resource attribution) {
    String name = metric.path("metricName").asText();
    return new Resource(
            METRIC.name(),
            name,
            name,
            "",
            Lifecycle.STATELESS,
            (ObjectNode) metric.deepCopy(),
            attribution.created())
        .numbered(place);
  }
}
