package dev.mlsim.services.sagemaker.training;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Managed warm pools: the instances of a training job that are kept for the next one that matches
 * (developer guide, "Train Using SageMaker AI Managed Warm Pools"). A pool is a resource of its own
 * that no operation shows but in the WarmPoolStatus of the job it is named after. Being available
 * is time in the background: nobody waits for its end.
 */
final class WarmPools {
  private static final String USAGE = "training warm pool usage";
  private static final String IN_USE = "InUse";
  private static final String AVAILABLE = "Available";
  private static final String REUSED = "Reused";
  private static final String TERMINATED = "Terminated";

  private static final String KEEP = "keep";
  private static final String REUSE = "reuse";
  private static final String EXPIRE = "expire";
  private static final String RELEASE = "release";

  private static final String CONFIG = "ResourceConfig";
  private static final String PERIOD = "ResourceConfig.KeepAlivePeriodInSeconds";

  /** Notes: of a job whose pool it has taken over; of a pool who took it, and when it began. */
  private static final String FROM = "from";

  private static final String BY = "by";
  private static final String SINCE = "since";

  /** A note of which jobs can take a pool over: see {@link #matched}. */
  private static final String MATCHES = "matches";

  /** A pool lives so long, over all jobs that reuse it. */
  private static final Duration LONGEST = Duration.ofDays(7);

  /** Starting takes seconds on instances that run already; how many is judged. */
  private static final Duration WARM_START = Duration.ofSeconds(5);

  /** Whose fault makes that nothing is kept. */
  private static final Pattern OF_THE_SERVICE = Pattern.compile("(InternalServer|Capacity)Error.*");

  /** What two jobs have in common where one can take over the other's instances. */
  private static final List<String> MATCHED =
      List.of(
          "RoleArn",
          "ResourceConfig.InstanceCount",
          "ResourceConfig.InstanceType",
          "ResourceConfig.VolumeKmsKeyId",
          "ResourceConfig.VolumeSizeInGB",
          "VpcConfig.SecurityGroupIds",
          "VpcConfig.Subnets",
          "EnableInterContainerTrafficEncryption",
          "EnableNetworkIsolation",
          "EnableManagedSpotTraining",
          "SessionChainingConfig.EnableSessionTagChaining");

  private static final InstanceQuotas QUOTAS =
      new InstanceQuotas("TrainingInstanceType", pool -> pool.path(CONFIG))
          .each(USAGE, pool -> true);

  static final ResourceType TYPE =
      ResourceType.named("warm-pool")
          .lifecycle(
              Lifecycle.builder()
                  .on(CREATE)
                  .goes(rest(IN_USE))
                  .on(KEEP)
                  .from(IN_USE, AVAILABLE)
                  .goes(rest(AVAILABLE))
                  .on(REUSE)
                  .from(AVAILABLE)
                  .goes(rest(REUSED))
                  .on(EXPIRE)
                  .from(AVAILABLE)
                  .goes(rest(TERMINATED))
                  .on(RELEASE)
                  .from(IN_USE, AVAILABLE)
                  .goes(rest(TERMINATED))
                  .on(DELETE)
                  .from(IN_USE, AVAILABLE, REUSED, TERMINATED)
                  .goes(gone())
                  .build())
          .bills(Rate.byName("ml.*", WarmPools::instances).during(AVAILABLE))
          .grouped(pool -> pool.is(AVAILABLE) ? pool.notes().path(MATCHES).asText() : "")
          .holds(
              QUOTAS.held().during(IN_USE, AVAILABLE),
              Holding.byName(pool -> TrainingJobs.QUOTAS.amounts(pool.attributes()))
                  .during(AVAILABLE))
          .entering(AVAILABLE, WarmPools::touchJob)
          .entering(REUSED, WarmPools::touchJob)
          .entering(TERMINATED, WarmPools::touchJob)
          .build();

  private WarmPools() {}

  static void declare(Family family) {
    family.type(TYPE);
    QUOTAS.declare(family);
  }

  private static Map<String, Long> instances(Resource pool) {
    JsonNode config = pool.attributes().path(CONFIG);
    return Map.of(config.path("InstanceType").asText(), config.path("InstanceCount").asLong(1));
  }

  private static void touchJob(Resource pool, World world) {
    world.registry().byKey(TrainingJobs.TYPE, pool.key()).ifPresent(world::touch);
  }

  /** The pool of a job, if it has or had one. */
  private static Optional<Resource> of(String job, World world) {
    return world.registry().byKey(TYPE, job);
  }

  private static Duration period(JsonNode job) {
    return Documents.at(job, PERIOD).map(p -> Duration.ofSeconds(p.asLong())).orElse(Duration.ZERO);
  }

  /** Whether a job's instances are kept just now. */
  static boolean isAvailable(Resource job, World world) {
    return of(job.key(), world).filter(pool -> pool.is(AVAILABLE)).isPresent();
  }

  /** Whether a job has a pool that can be kept for longer, or released. */
  static boolean isAlive(Resource job, World world) {
    return of(job.key(), world).filter(p -> p.is(AVAILABLE) || p.is(IN_USE)).isPresent();
  }

  /** The pool that is there for a job with these attributes: the first whose job matches. */
  static Optional<Resource> match(JsonNode attributes, World world) {
    return world.registry().all(TYPE).isEmpty()
        ? Optional.empty()
        : world.registry().group(TYPE, matched(attributes)).stream().findFirst();
  }

  /** What a job has of that in which two have to match. */
  private static String matched(JsonNode job) {
    StringBuilder all = new StringBuilder();
    for (String path : MATCHED) {
      all.append(path).append('\n');
      values(job, path).forEach(value -> all.append(value).append('\n'));
    }
    return all.toString();
  }

  /** A list in any order; what isn't given counts as false or none. */
  private static Set<String> values(JsonNode job, String path) {
    Set<String> values = new TreeSet<>();
    Documents.at(job, path)
        .ifPresent(
            value -> {
              if (value.isArray()) {
                value.forEach(element -> values.add(element.asText()));
              } else if (!value.isBoolean() || value.asBoolean()) {
                values.add(value.asText());
              }
            });
    return values;
  }

  /** A new job takes over the instances that are there for it. */
  static void claim(Call call, Draft job) {
    match(job.attributes(), call.world()).ifPresent(pool -> job.notes().put(FROM, pool.key()));
  }

  static Plan startsWarm(Resource job, Plan plan) {
    return job.notes().has(FROM) ? plan.taking("Starting", WARM_START) : plan;
  }

  static void reuse(Resource job, World world) {
    of(job.notes().path(FROM).asText(), world)
        .filter(pool -> pool.is(AVAILABLE))
        .ifPresent(
            pool -> {
              world.change(pool, old -> old.withNote(BY, job.key()));
              world.trigger(pool, REUSE, "");
              if (!period(job.attributes()).isZero()) {
                begin(job, pool.notes().get(SINCE), world);
              }
            });
  }

  /** Instances that have come up are to be kept, as far as the quota goes; it is no error. */
  static void hold(Resource job, World world) {
    if (period(job.attributes()).isZero() || of(job.key(), world).isPresent()) {
      return;
    }
    JsonNode config = job.attributes().path(CONFIG);
    String name = config.path("InstanceType").asText() + " for " + USAGE;
    double limit = world.quotas().limit(name, InstanceQuotas.RAISED, 0);
    if (world.quotas().isExhausted(name)
        || world.registry().used(name) + InstanceQuotas.count(config) > limit) {
      world.note(
          job
              + " keeps no warm pool: the quota ["
              + name
              + "] has no room for it, which AWS doesn't say either");
    } else {
      begin(job, Timestamps.of(world.now()), world);
    }
  }

  private static void begin(Resource job, JsonNode since, World world) {
    ObjectNode attributes = Documents.empty();
    attributes.set(CONFIG, job.attributes().path(CONFIG));
    Resource pool =
        new Resource(
            TYPE.name(), job.key(), job.name(), "", TYPE.lifecycle(), attributes, world.now());
    world.begin(
        TYPE,
        pool.withNote(SINCE, since).withNote(MATCHES, TextNode.valueOf(matched(job.attributes()))));
  }

  /** A job has come to its end: its instances are kept, unless the service itself failed. */
  static void keep(Resource job, World world) {
    Optional<Resource> pool = of(job.key(), world).filter(p -> p.is(IN_USE));
    if (pool.isPresent()) {
      if (OF_THE_SERVICE.matcher(job.reason()).lookingAt()) {
        world.trigger(pool.get(), RELEASE, "");
      } else {
        keepUntil(pool.get(), world.now().plus(period(job.attributes())), world);
      }
    }
  }

  private static void keepUntil(Resource pool, Instant end, World world) {
    Instant last = Timestamps.instant(pool.notes().path(SINCE)).plus(LONGEST);
    Instant due = end.isBefore(last) ? end : last;
    if (due.isAfter(world.now())) {
      world.trigger(pool, KEEP, "");
      world.later(due, pool, EXPIRE);
    } else {
      world.trigger(pool, RELEASE, "");
    }
  }

  /** The period of a job was changed; that of a pool counts from the end of its job (judged). */
  static Resource update(Call call, Resource job) {
    World world = call.world();
    of(job.key(), world)
        .filter(pool -> call.has(PERIOD) && pool.is(AVAILABLE))
        .ifPresent(
            pool ->
                keepUntil(
                    pool,
                    pool.entered(AVAILABLE).orElseThrow().plus(period(job.attributes())),
                    world));
    return job;
  }

  static void forget(Resource job, World world) {
    of(job.key(), world).ifPresent(pool -> world.remove(pool));
  }

  /** Shown as soon as there is one; what it cost is known when it has ended. */
  static Optional<JsonNode> status(Resource job, World world) {
    return of(job.key(), world)
        .map(
            pool -> {
              ObjectNode status = Documents.empty().put("Status", pool.state().status());
              if (pool.is(REUSED) || pool.is(TERMINATED)) {
                status.put(
                    "ResourceRetainedBillableTimeInSeconds",
                    pool.timeIn(AVAILABLE, pool.lastTransition().at()).toSeconds());
              }
              if (pool.notes().has(BY)) {
                status.set("ReusedByJob", pool.notes().get(BY));
              }
              return status;
            });
  }

  /** What the job's last entry says instead of its own message, once there was a pool. */
  static Optional<String> message(Resource job, World world) {
    return of(job.key(), world)
        .filter(pool -> pool.entered(AVAILABLE).isPresent())
        .map(
            pool ->
                pool.is(TERMINATED)
                    ? "Resource released due to keep alive period expiry"
                    : "Resource retained for reuse");
  }

  static boolean hasStatus(Resource job, JsonNode status, World world) {
    return of(job.key(), world).filter(pool -> pool.is(status.asText())).isPresent();
  }
}
