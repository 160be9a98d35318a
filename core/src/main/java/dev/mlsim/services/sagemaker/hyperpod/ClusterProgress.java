package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.PlannedStep;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.lifecycle.Way;
import dev.mlsim.service.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a cluster comes along with its nodes. While it is Creating, Updating, SystemUpdating or
 * Deleting it waits for them: as long as their plans say, and then it looks. What a test's script
 * says of the cluster can make that longer, never shorter than its nodes take.
 */
final class ClusterProgress {
  /** Notes of a cluster: its last failure, and its groups before the update that is under way. */
  static final String FAILURE = "failure";

  static final String BEFORE = "before";

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LEAST = Duration.ofMinutes(1);

  private ClusterProgress() {}

  private static boolean waits(Plan plan) {
    return plan.steps().get(0).trigger().equals(Clusters.WAIT);
  }

  /** The phase in which a cluster waits, by its status. */
  private static String phase(Plan plan) {
    return plan.steps().get(0).step().state().status();
  }

  static Plan durations(Resource cluster, Plan plan, World world) {
    if (waits(plan)) {
      return plan.taking(phase(plan), ahead(cluster, phase(plan), world));
    }
    String first = plan.steps().get(0).trigger();
    boolean swaps = first.equals("update") || first.equals(Clusters.SOFTWARE);
    if (!Clusters.isContinuous(cluster) || cluster.is("Failed")) {
      return plan;
    }
    return swaps
        ? Plan.along(
            plan.lifecycle(), plan.lifecycle().way(Clusters.SCALE, cluster.state()).orElseThrow())
        : first.equals(Lifecycle.CREATE) ? provisioned(plan) : plan;
  }

  /** In service as soon as there is what is the cluster's own. */
  private static Plan provisioned(Plan plan) {
    List<PlannedStep> steps = new ArrayList<>(plan.steps().subList(0, 1));
    State first = steps.get(0).step().state();
    Way way = plan.lifecycle().way(Clusters.PROVISION, first).orElseThrow();
    steps.addAll(Plan.along(plan.lifecycle(), way).steps());
    return new Plan(plan.lifecycle(), steps);
  }

  /** A cluster that waits does so for as long as its nodes take, or for good if one is stuck. */
  static Plan limits(Resource cluster, Plan plan, World world) {
    if (!waits(plan)) {
      return plan;
    }
    String phase = phase(plan);
    List<Resource> nodes = Fleet.unsettled(cluster, world);
    if (!nodes.isEmpty() && nodes.stream().noneMatch(Resource::isMoving)) {
      return plan.stuckAt(phase);
    }
    Duration need = ahead(cluster, phase, world);
    return plan.stayIn(phase).compareTo(need) < 0 ? plan.taking(phase, need) : plan;
  }

  /**
   * How long its nodes take from now, and a little more: they bring it on when they are there. What
   * isn't a creation takes a minute in any case.
   */
  private static Duration ahead(Resource cluster, String phase, World world) {
    Duration longest =
        phase.equals("Creating")
            ? Duration.ZERO
            : LEAST.minus(cluster.timeInRun(phase, world.now()));
    for (Resource node : Fleet.unsettled(cluster, world)) {
      Duration length = Nodes.untilSettled(world.ahead(node)).plus(SOON);
      longest = length.compareTo(longest) > 0 ? length : longest;
    }
    return longest.isNegative() ? Duration.ZERO : longest;
  }

  static void begin(Resource cluster, World world) {
    ClusterEvents.ofCluster(cluster, "creation", "started successfully", world);
  }

  /** Nodes are made and taken away; the cluster waits for them. */
  static void changeNodes(Resource cluster, World world) {
    Fleet.reconcile(cluster, world);
    await(cluster, world);
  }

  static void updateSoftware(Resource cluster, World world) {
    SoftwareUpdates.begin(cluster, world);
    await(cluster, world);
  }

  static void removeNodes(Resource cluster, World world) {
    if (!cluster.lastTransition().from().status().equals("Deleting")) {
      ClusterEvents.ofCluster(cluster, "deletion", "started successfully", world);
    }
    Fleet.removeAll(cluster, world);
    await(cluster, world);
  }

  private static void await(Resource cluster, World world) {
    if (world.latest(cluster).state().equals(cluster.state())) {
      world.trigger(cluster, Clusters.WAIT, "");
    }
  }

  /** The cluster has waited: it goes on unless its nodes were held up. */
  static void look(Resource cluster, World world) {
    if (!Fleet.unsettled(cluster, world).isEmpty()) {
      world.trigger(cluster, Clusters.WAIT, "");
    }
  }

  /** Something has become of a node: a cluster that waited for it only, or was stuck, goes on. */
  static void wake(Resource node, World world) {
    Clusters.of(node, world)
        .filter(c -> !c.isMoving() || Fleet.unsettled(c, world).isEmpty())
        .filter(c -> c.lifecycle().way(Clusters.WAIT, c.state()).isPresent())
        .ifPresent(cluster -> world.trigger(cluster, Clusters.WAIT, ""));
  }

  /** A node has failed while its cluster, which is not provisioned continuously, waits for it. */
  static void fail(Resource cluster, String message, World world) {
    world.change(cluster, old -> old.withNote(FAILURE, message));
    world.trigger(cluster, FAIL, message);
  }

  /** Of a cluster in the making nothing is left; an update is taken back. */
  static void rollBack(Resource cluster, World world) {
    if (cluster.lastTransition().from().status().equals("Creating")) {
      Fleet.removeAll(cluster, world);
    } else if (cluster.notes().has(BEFORE)) {
      Resource back = world.change(cluster, ClusterProgress::before);
      Fleet.reconcile(back, world);
    }
  }

  private static Resource before(Resource cluster) {
    Resource back = cluster;
    for (String member : ClusterGroups.BOTH) {
      JsonNode groups = cluster.notes().path(BEFORE).path(member);
      back = groups.isMissingNode() ? back.without(List.of(member)) : back.with(member, groups);
    }
    return back.withoutNotes(List.of(BEFORE));
  }

  static void serve(Resource cluster, World world) {
    String from = cluster.lastTransition().from().status();
    if (from.equals("Creating")) {
      ClusterEvents.ofCluster(cluster, "creation", "completed successfully", world);
    }
    if (Clusters.isContinuous(cluster)) {
      Fleet.reconcile(cluster, world);
    }
  }
}
