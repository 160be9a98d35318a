package dev.mlsim.services.sagemaker.features;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What feature groups and their updates have to keep to. */
final class FeatureRules {
  static final String MOST_FEATURES = "Maximum number of feature definitions per feature group";

  private static final String FRAME = "Validation Error: ";
  private static final TypeRef GROUP = TypeRef.to("feature-group", "ResourceNotFound");
  private static final Set<String> RESERVED =
      Set.of("is_deleted", "write_time", "api_invocation_time");
  private static final Set<String> IDENTIFYING = Set.of("String", "Integral");
  private static final Set<String> TIMING = Set.of("String", "Fractional");
  private static final Set<String> CATALOGS = Set.of("AwsDataCatalog");
  private static final Pattern GLUE_NAME = Pattern.compile("[a-z_][a-z0-9_]*");
  private static final int LONGEST_TABLE = 252;
  private static final Duration BETWEEN_SWITCHES = Duration.ofHours(24);
  private static final List<String> KINDS =
      List.of("FeatureAdditions", "OnlineStoreConfig", "ThroughputConfig");

  static final Precondition[] OF_CREATE = {
    rule("one of the stores is on", FeatureRules::stores),
    rule("feature names are unique and not reserved", call -> names(definitions(call))),
    rule("record identifier and event time are features of fitting types", FeatureRules::keys),
    rule("collections are kept in memory only", FeatureRules::collections),
    rule("an offline store has a role, a table its form", FeatureRules::offline),
    rule("a throughput is complete, and of the standard tier", FeatureRules::throughput)
  };

  static final Precondition[] OF_UPDATE = {
    rule("an update changes one kind of thing", FeatureRules::oneKind),
    rule("added features are new, and not reserved", FeatureRules::additions),
    rule("a time to live is of an online store", FeatureRules::timeToLive),
    rule("a new throughput is complete, and on demand once a day", FeatureRules::newThroughput)
  };

  static final Quota FEATURES =
      Quota.ofCall(
          MOST_FEATURES,
          2_500,
          call ->
              call.has("FeatureAdditions")
                  ? call.at("FeatureAdditions").orElseThrow().size()
                      + existing(call).attributes().path("FeatureDefinitions").size()
                  : 0,
          InstanceQuotas.exceeded("FeatureDefinitions"));

  private FeatureRules() {}

  private static Precondition rule(String words, Function<Call, Optional<String>> violation) {
    return Precondition.of(words, VALIDATION, call -> violation.apply(call).map(FRAME::concat));
  }

  private static Optional<String> when(boolean violated, String message) {
    return violated ? Optional.of(message) : Optional.empty();
  }

  private static Resource existing(Call call) {
    return call.service().type(GROUP).require(call);
  }

  private static JsonNode definitions(Call call) {
    return call.at("FeatureDefinitions").orElseThrow();
  }

  private static Optional<String> stores(Call call) {
    return when(
        !call.flag("OnlineStoreConfig.EnableOnlineStore") && !call.has("OfflineStoreConfig"),
        "OnlineStore and OfflineStore cannot be both disabled. Please enable at least one of them"
            + " and retry the request.");
  }

  private static Optional<String> names(JsonNode definitions) {
    Optional<String> doubled = Lists.doubled(definitions, "FeatureName");
    return doubled
        .map(name -> "FeatureDefinitions contain the feature name [" + name + "] more than once.")
        .or(
            () ->
                Lists.texts(definitions, "FeatureName")
                    .filter(name -> RESERVED.contains(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .map(name -> "The feature name [" + name + "] is reserved."));
  }

  private static Optional<String> keys(Call call) {
    return key(call, "RecordIdentifierFeatureName", IDENTIFYING)
        .or(() -> key(call, "EventTimeFeatureName", TIMING));
  }

  private static Optional<String> key(Call call, String member, Set<String> types) {
    String name = call.text(member).orElseThrow();
    Optional<JsonNode> feature =
        Lists.of(definitions(call))
            .filter(d -> d.path("FeatureName").asText().equals(name))
            .findFirst();
    if (feature.isEmpty()) {
      return Optional.of(member + " [" + name + "] is not in FeatureDefinitions.");
    }
    String type = feature.get().path("FeatureType").asText();
    return when(
        !types.contains(type) || feature.get().has("CollectionType"),
        member
            + " ["
            + name
            + "] has the type ["
            + type
            + "]; it must be one of "
            + types.stream().sorted().toList()
            + ".");
  }

  private static Optional<String> collections(Call call) {
    boolean inMemory =
        call.text("OnlineStoreConfig.StorageType").filter("InMemory"::equals).isPresent();
    return collections(definitions(call), inMemory);
  }

  private static Optional<String> collections(JsonNode definitions, boolean inMemory) {
    Stream<JsonNode> some = Lists.of(definitions).filter(d -> d.has("CollectionType"));
    return some.flatMap(
            d ->
                Stream.of(
                        when(
                            !inMemory,
                            "CollectionType is supported only with an OnlineStore of StorageType"
                                + " InMemory."),
                        when(
                            d.path("CollectionType").asText().equals("Vector")
                                != d.path("CollectionConfig").has("VectorConfig"),
                            "VectorConfig is required for the CollectionType Vector, and for no"
                                + " other."))
                    .flatMap(Optional::stream))
        .findFirst();
  }

  private static Optional<String> offline(Call call) {
    if (!call.has("OfflineStoreConfig")) {
      return Optional.empty();
    }
    String table = call.text("OfflineStoreConfig.DataCatalogConfig.TableName").orElse("a");
    String database = call.text("OfflineStoreConfig.DataCatalogConfig.Database").orElse("a");
    String catalog =
        call.text("OfflineStoreConfig.DataCatalogConfig.Catalog").orElse("AwsDataCatalog");
    boolean isIceberg =
        call.text("OfflineStoreConfig.TableFormat").filter("Iceberg"::equals).isPresent();
    return when(!call.has("RoleArn"), "RoleArn is required to enable the OfflineStore.")
        .or(
            () ->
                when(
                    !GLUE_NAME.matcher(table).matches()
                        || !GLUE_NAME.matcher(database).matches()
                        || table.length() > LONGEST_TABLE,
                    "Database and TableName must consist of lowercase letters, numbers and"
                        + " underscores, and start with a letter or an underscore."))
        .or(
            () ->
                when(
                    !CATALOGS.contains(catalog) && !catalog.equals(call.world().account().id()),
                    "Catalog must be AwsDataCatalog."))
        .or(
            () ->
                when(
                    isIceberg && call.flag("OfflineStoreConfig.DisableGlueTableCreation"),
                    "DisableGlueTableCreation must be false for the TableFormat Iceberg."));
  }

  private static Optional<String> throughput(Call call) {
    boolean online = call.flag("OnlineStoreConfig.EnableOnlineStore");
    boolean standard =
        call.text("OnlineStoreConfig.StorageType").filter("InMemory"::equals).isEmpty();
    return throughput(call, online && standard)
        .or(
            () ->
                when(
                    call.has("OnlineStoreConfig.TtlDuration") && !online,
                    "TtlDuration requires an enabled OnlineStore."));
  }

  private static Optional<String> throughput(Call call, boolean standardTier) {
    boolean read = call.has("ThroughputConfig.ProvisionedReadCapacityUnits");
    boolean write = call.has("ThroughputConfig.ProvisionedWriteCapacityUnits");
    boolean provisioned =
        call.text("ThroughputConfig.ThroughputMode").filter("Provisioned"::equals).isPresent();
    return when(
            provisioned && !(read && write),
            "ProvisionedReadCapacityUnits and ProvisionedWriteCapacityUnits are required for the"
                + " ThroughputMode Provisioned.")
        .or(
            () ->
                when(
                    provisioned && !standardTier,
                    "The ThroughputMode Provisioned is supported only with an OnlineStore of"
                        + " StorageType Standard."));
  }

  private static Optional<String> oneKind(Call call) {
    long kinds = KINDS.stream().filter(call::has).count();
    return when(
        kinds != 1,
        "Exactly one of FeatureAdditions, OnlineStoreConfig and ThroughputConfig must be"
            + " specified.");
  }

  private static Optional<String> additions(Call call) {
    if (!call.has("FeatureAdditions")) {
      return Optional.empty();
    }
    JsonNode additions = call.at("FeatureAdditions").orElseThrow();
    JsonNode group = existing(call).attributes();
    boolean inMemory = group.at("/OnlineStoreConfig/StorageType").asText().equals("InMemory");
    Stream<String> all =
        Stream.concat(
            Lists.texts(group.path("FeatureDefinitions"), "FeatureName"),
            Lists.texts(additions, "FeatureName"));
    return Lists.doubled(all)
        .map(name -> "The feature [" + name + "] already exists.")
        .or(() -> names(additions))
        .or(() -> collections(additions, inMemory));
  }

  private static Optional<String> timeToLive(Call call) {
    return when(
        call.has("OnlineStoreConfig") && !isOnline(existing(call)),
        "TtlDuration requires an enabled OnlineStore.");
  }

  private static boolean isOnline(Resource group) {
    return group.attributes().at("/OnlineStoreConfig/EnableOnlineStore").asBoolean();
  }

  private static Optional<String> newThroughput(Call call) {
    if (!call.has("ThroughputConfig")) {
      return Optional.empty();
    }
    Resource group = existing(call);
    boolean standard =
        !group.attributes().at("/OnlineStoreConfig/StorageType").asText().equals("InMemory");
    JsonNode since = group.notes().path(Changes.ON_DEMAND_SINCE);
    Instant allowed =
        since.isNumber() ? Timestamps.instant(since).plus(BETWEEN_SWITCHES) : Instant.MIN;
    boolean switches =
        call.text("ThroughputConfig.ThroughputMode").filter("OnDemand"::equals).isPresent();
    return throughput(call, isOnline(group) && standard)
        .or(
            () ->
                when(
                    switches && call.now().isBefore(allowed),
                    "The throughput can be switched to OnDemand once in 24 hours."));
  }
}
