package dev.mlsim.services.sagemaker.trainingplans;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The blocks of capacity of training plans, and their UltraServers. */
final class Capacities {
  private static final String ARN = "ReservedCapacityArn";
  private static final int ID = 12;

  /** Notes: the plan of a block, the block of an UltraServer. */
  private static final String PLAN = "plan";

  private static final String BLOCK = "block";

  static final ResourceType TYPE =
      ResourceType.named("reserved-capacity")
          .arn(ARN, "reserved-capacity/{key}")
          .grouped(block -> block.notes().path(PLAN).asText())
          .computed("Status", Capacities::status)
          .computed("InUseInstanceCount", (block, world) -> Values.number(used(block, world)))
          .computed(
              "AvailableInstanceCount",
              (block, world) ->
                  Values.number(
                      block.attributes().path("TotalInstanceCount").asLong() - used(block, world)))
          .computed("AvailabilityZoneId", (block, world) -> Values.text(zoneId(world)))
          .computed("UltraServerSummary", Capacities::ultraServers)
          .missing(NOT_FOUND, (call, arn) -> "The reserved capacity " + arn + " does not exist.")
          .build();

  static final ResourceType SERVERS =
      ResourceType.named("ultra-server")
          .called("UltraServerId")
          .grouped(server -> server.notes().path(BLOCK).asText())
          .build();

  private Capacities() {}

  static void declare(Family family) {
    family
        .type(TYPE)
        .type(SERVERS)
        .operation("DescribeReservedCapacity", Describe.a(TYPE))
        .operation(
            "ListUltraServersByReservedCapacity",
            ListAll.of(SERVERS)
                .sorted("", false)
                .requires(Precondition.exists(ARN, TYPE))
                .filter(ARN, (server, value, world) -> true)
                .among(
                    call ->
                        call.world()
                            .registry()
                            .group(SERVERS, call.require(TYPE, call.text(ARN).orElse("")).key())))
        .judged(
            "reserved-capacity-use",
            "DescribeReservedCapacity.InUseInstanceCount",
            "What is in use of a plan is in use of its active block; of which UltraServer nothing"
                + " says.");
  }

  /** Makes the blocks of a plan that has been paid for. */
  static void reserve(Resource plan, World world) {
    for (JsonNode offered : plan.notes().path(TrainingPlans.BLOCKS)) {
      reserve(plan, (ObjectNode) offered, world);
    }
  }

  private static void reserve(Resource plan, ObjectNode offered, World world) {
    String id = world.chance().id(ID);
    ObjectNode attributes = Documents.empty().setAll(offered);
    attributes.set("TotalInstanceCount", attributes.remove("InstanceCount"));
    Resource block =
        new Resource(
                TYPE.name(),
                id,
                id,
                world.account().arn("sagemaker", "reserved-capacity/" + id),
                Lifecycle.STATELESS,
                attributes,
                world.now())
            .withNote(PLAN, plan.key());
    world.begin(TYPE, block);
    String type = offered.path("UltraServerType").asText();
    long servers = Offers.ultra(type).isPresent() ? offered.path("UltraServerCount").asLong(1) : 0;
    for (long i = 0; i < servers; i++) {
      serve(plan, block, offered, world);
    }
  }

  private static void serve(Resource plan, Resource block, ObjectNode offered, World world) {
    String type = offered.path("UltraServerType").asText();
    long spare = plan.attributes().path("SpareInstanceCountPerUltraServer").asLong();
    long count = Offers.ultra(type).orElseThrow().count();
    String id = "us-" + world.chance().hex(16);
    ObjectNode server =
        Documents.empty()
            .put("UltraServerId", id)
            .put("UltraServerType", type)
            .put("TotalInstanceCount", count)
            .put("ConfiguredSpareInstanceCount", spare)
            .put("AvailableInstanceCount", count - spare)
            .put("InUseInstanceCount", 0)
            .put("AvailableSpareInstanceCount", spare)
            .put("UnhealthyInstanceCount", 0)
            .put("HealthStatus", "OK");
    server.set("AvailabilityZone", offered.path("AvailabilityZone"));
    server.set("InstanceType", offered.path("InstanceType"));
    Resource made =
        new Resource(SERVERS.name(), id, id, "", Lifecycle.STATELESS, server, world.now());
    world.begin(SERVERS, made.withNote(BLOCK, block.key()));
  }

  /** The last block of a plan lasts until then. */
  static void extend(Resource plan, JsonNode end, World world) {
    Resource last = null;
    for (Resource block : world.registry().group(TYPE, plan.key())) {
      last = block;
    }
    if (last != null) {
      world.change(last, block -> block.with("EndTime", end));
    }
  }

  private static Optional<Resource> plan(Resource block, World world) {
    return world.registry().byKey(TrainingPlans.TYPE, block.notes().path(PLAN).asText());
  }

  private static String state(Resource block, World world) {
    Instant now = world.now();
    boolean before = now.isBefore(Timestamps.instant(block.attributes().path("StartTime")));
    boolean within = now.isBefore(Timestamps.instant(block.attributes().path("EndTime")));
    return before ? "Scheduled" : within ? "Active" : "Expired";
  }

  private static Optional<JsonNode> status(Resource block, World world) {
    return Values.text(state(block, world));
  }

  private static long used(Resource block, World world) {
    return state(block, world).equals("Active")
        ? plan(block, world).map(plan -> TrainingPlans.used(plan, world)).orElse(0L)
        : 0;
  }

  private static String zoneId(World world) {
    String[] parts = world.account().region().split("-", -1);
    return parts[0] + parts[parts.length - 2].charAt(0) + parts[parts.length - 1] + "-az1";
  }

  private static Optional<JsonNode> ultraServers(Resource block, World world) {
    JsonNode type = block.attributes().path("UltraServerType");
    if (type.isMissingNode()) {
      return Optional.empty();
    }
    ObjectNode summary = Documents.empty();
    summary.set("UltraServerType", type);
    summary.set("InstanceType", block.attributes().path("InstanceType"));
    summary.set("UltraServerCount", block.attributes().path("UltraServerCount"));
    summary.put("UnhealthyInstanceCount", 0);
    plan(block, world)
        .flatMap(plan -> spares(plan, world))
        .ifPresent(spare -> summary.set("AvailableSpareInstanceCount", spare));
    return Optional.of(summary);
  }

  static Optional<JsonNode> spares(Resource plan, World world) {
    long servers = plan.attributes().path("TotalUltraServerCount").asLong();
    long each = plan.attributes().path("SpareInstanceCountPerUltraServer").asLong();
    return servers == 0 ? Optional.empty() : Values.number(servers * each);
  }

  /** Shown of a plan that has been paid for. */
  static Optional<JsonNode> summaries(Resource plan, World world) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Resource block : world.registry().group(TYPE, plan.key())) {
      ObjectNode summary = list.addObject().put(ARN, block.arn());
      for (String member :
          List.of(
              "ReservedCapacityType",
              "UltraServerType",
              "UltraServerCount",
              "InstanceType",
              "TotalInstanceCount",
              "Status",
              "AvailabilityZone",
              "AvailabilityZoneId",
              "DurationHours",
              "DurationMinutes",
              "StartTime",
              "EndTime")) {
        TYPE.value(block, member, world).ifPresent(value -> summary.set(member, value));
      }
    }
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }
}
