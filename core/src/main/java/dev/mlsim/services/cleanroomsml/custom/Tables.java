package dev.mlsim.services.cleanroomsml.custom;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.services.cleanroomsml.vocabulary.Refusals.CONFLICT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import dev.mlsim.services.cleanroomsml.Membership;
import dev.mlsim.services.cleanroomsml.SharedTable;
import dev.mlsim.services.cleanroomsml.vocabulary.Lifecycles;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which tables an ML input channel was filled from, and what their data access budgets let be done
 * with it: each query and each job takes one use of each table; at zero there are no more.
 */
final class Tables {
  /** A note, settled when the channel is created. */
  private static final String READ = "tables";

  private Tables() {}

  /** Notes in a new channel the tables with budgets that its query names. */
  static void note(Call call, Draft channel, String sql) {
    Optional<String> collaboration = Reach.membership(call).map(Membership::collaboration);
    ArrayNode read = Documents.empty().arrayNode();
    Reach.rooms(call).tables(collaboration.orElse("")).stream()
        .filter(table -> table.isLimited() && table.isNamedIn(sql))
        .forEach(table -> read.add(table.arn()));
    if (!read.isEmpty()) {
      channel.notes().set(READ, read);
    }
  }

  private static List<SharedTable> of(Resource channel, World world) {
    List<SharedTable> tables = new ArrayList<>();
    for (JsonNode arn : channel.notes().path(READ)) {
      world.setup(CleanRooms.class).tableOf(arn.asText()).ifPresent(tables::add);
    }
    return tables;
  }

  /** What a channel shows of the budgets; nothing where no table has one. */
  static Optional<JsonNode> budgets(Resource channel, World world) {
    if (!channel.notes().has(READ)) {
      return Optional.empty();
    }
    ObjectNode budgets = Documents.empty();
    ArrayNode shown = budgets.putArray("accessBudgets");
    of(channel, world).stream()
        .filter(SharedTable::isLimited)
        .forEach(table -> shown.add(table.shown(world.now())));
    return shown.isEmpty() ? Optional.empty() : Optional.of(budgets);
  }

  /** A query of a table without budget fails the channel. */
  static Plan failing(Resource channel, Plan plan, World world) {
    return exhausted(of(channel, world), world)
        .map(
            table ->
                plan.meeting(
                    Lifecycles.RUNNING, FAIL, "ACCESS_BUDGET_EXHAUSTED: " + isExhausted(table)))
        .orElse(plan);
  }

  static void spendOnQuery(Resource channel, World world) {
    List<SharedTable> tables = of(channel, world);
    if (exhausted(tables, world).isEmpty()) {
      tables.forEach(table -> table.spend(world.now()));
    }
  }

  /** The tables behind the channels of a job have a use left. */
  static Precondition haveBudget(Function<JsonNode, List<String>> channels) {
    return Precondition.of(
        "the data access budgets of the tables behind the channels are not used up",
        CONFLICT,
        call ->
            exhausted(behind(channels.apply(call.input()), call.world()), call.world())
                .map(Tables::isExhausted));
  }

  /** However many channels of a job come from a table, the job is one use of it. */
  static void spendOnJob(List<String> channels, World world) {
    behind(channels, world).forEach(table -> table.spend(world.now()));
  }

  private static List<SharedTable> behind(List<String> channels, World world) {
    Set<SharedTable> tables = new LinkedHashSet<>();
    for (String arn : channels) {
      world
          .registry()
          .byArn(InputChannels.TYPE, arn)
          .ifPresent(channel -> tables.addAll(of(channel, world)));
    }
    return List.copyOf(tables);
  }

  private static Optional<SharedTable> exhausted(List<SharedTable> tables, World world) {
    return tables.stream().filter(table -> table.remaining(world.now()) <= 0).findFirst();
  }

  private static String isExhausted(SharedTable table) {
    return "The data access budget of " + table.arn() + " is used up.";
  }
}
