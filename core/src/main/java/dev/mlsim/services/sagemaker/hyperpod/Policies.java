package dev.mlsim.services.sagemaker.hyperpod;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Who computes on a cluster of EKS: cluster scheduler configurations and compute quotas, with their
 * versions ("SageMaker HyperPod task governance" of the developer guide).
 *
 * @param noun what it is in the API
 * @param type its type
 * @param kept the members of a version
 */
record Policies(String noun, TypeRef type, List<String> kept) {
  private static final String TARGET = "TargetVersion";

  /** A note of a policy: what its earlier versions were, by number. */
  private static final String VERSIONS = "versions";

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Creating", ofSeconds(30)), rest("Created"))
          .on(FAIL)
          .from("Creating")
          .goes(rest("CreateFailed"))
          .on(UPDATE)
          .from("Created", "Updated", "UpdateFailed", "CreateFailed")
          .goes(stay("Updating", ofSeconds(30)), rest("Updated"))
          .on(FAIL)
          .from("Updating")
          .goes(rest("UpdateFailed"))
          .on(DELETE)
          .from("Created", "CreateFailed", "Updated", "UpdateFailed", "DeleteFailed")
          .goes(stay("Deleting", ofSeconds(30)), gone())
          .on(FAIL)
          .from("Deleting")
          .goes(rest("DeleteFailed"))
          .build();

  private static final Policies SCHEDULER =
      new Policies(
          "ClusterSchedulerConfig",
          TypeRef.to("cluster-scheduler-config", NOT_FOUND),
          List.of("SchedulerConfig", "Description"));

  private static final Policies QUOTA =
      new Policies(
          "ComputeQuota",
          TypeRef.to("compute-quota", NOT_FOUND),
          List.of("ComputeQuotaConfig", "ComputeQuotaTarget", "ActivationState", "Description"));

  static void declare(Family family) {
    SCHEDULER
        .declare(family, policy -> {})
        .requires(
            SCHEDULER.onlyOne(
                "the cluster has no other",
                (call, other) -> true,
                "The cluster already has a cluster scheduler config."))
        .defaults(
            """
            {'?SchedulerConfig': {
              'FairShare': 'Enabled', 'PriorityClasses': [{'Weight': 0}]}}
            """);
    QUOTA
        .declare(family, policy -> ComputeShares.fill(policy))
        .requires(
            QUOTA.onlyOne(
                "the team has no other on the cluster",
                (call, other) ->
                    call.text("ComputeQuotaTarget.TeamName")
                        .equals(
                            Documents.at(other.attributes(), "ComputeQuotaTarget.TeamName")
                                .map(JsonNode::asText)),
                "The team already has a compute quota on the cluster."),
            Precondition.of(
                "each resource has an amount",
                VALIDATION,
                call -> ComputeShares.withoutAmount(call.input())))
        .requires(
            "Update",
            Precondition.of(
                "each resource has an amount",
                VALIDATION,
                call -> ComputeShares.withoutAmount(call.input())))
        .defaults(
            """
            {'ActivationState': 'Enabled',
             '?ComputeQuotaConfig': {
               'PreemptTeamTasks': 'LowerPriority',
               '?ResourceSharingConfig': {'BorrowLimit': 50}},
             '?ComputeQuotaTarget': {'FairShareWeight': 0}}
            """);
  }

  private String version() {
    return noun + "Version";
  }

  private ConventionalResource declare(Family family, Consumer<ObjectNode> fill) {
    return family
        .resource(noun)
        .identifiedBy("Name")
        .generated(noun + "Id", "", 12)
        .foundBy(this::find)
        .lifecycle(LIFECYCLE)
        .status("Status")
        .times("CreationTime", "")
        .durations(Policies::durations)
        .prepared((call, policy) -> prepare(policy, fill))
        .computed("CreatedBy", (policy, world) -> Optional.of(user(world)))
        .computed("LastModifiedBy", (policy, world) -> changed(policy).map(at -> user(world)))
        .computed(
            "LastModifiedTime",
            (policy, world) -> changed(policy).flatMap(at -> Values.time(policy.modified())))
        .requires(Precondition.exists("ClusterArn", Clusters.TYPE))
        .requires(
            "Update",
            Precondition.of("TargetVersion is the current version", CONFLICT, this::outdated))
        .changing((call, policy) -> change(call, policy, fill))
        .missing(NOT_FOUND, "The {title} {name} does not exist.")
        .refused(UPDATE, CONFLICT, "The {title} is in status {status} and cannot be updated.")
        .refused(DELETE, VALIDATION, "The {title} is in status {status} and cannot be deleted.")
        .judgedTimes()
        .judgedWords("not found", "what its status refuses", "a second one", "another version")
        .judged(
            type.name() + "-versions",
            type.name() + "." + version(),
            "An update makes the next version as it is accepted; one that fails keeps it. Earlier"
                + " versions can be described, with the status of the present one.")
        .judged(
            type.name() + "-cluster",
            "Create" + noun,
            "A cluster that doesn't exist is ResourceNotFound; on one that is not InService or not"
                + " orchestrated by EKS the creation fails. A policy outlives its cluster.");
  }

  private Precondition onlyOne(String rule, BiPredicate<Call, Resource> same, String refusal) {
    return Precondition.of(
        rule,
        CONFLICT,
        call ->
            call.world().registry().all(type).stream()
                .filter(
                    other ->
                        other
                            .attributes()
                            .path("ClusterArn")
                            .equals(call.input().path("ClusterArn")))
                .filter(other -> same.test(call, other))
                .findFirst()
                .map(other -> refusal + " (" + other.arn() + ")"));
  }

  private static JsonNode user(World world) {
    ObjectNode user = Documents.empty();
    user.putObject("IamIdentity")
        .put("Arn", "arn:aws:iam::" + world.account().id() + ":user/mlsim")
        .put("PrincipalId", "AIDAMLSIM");
    return user;
  }

  private static Optional<?> changed(Resource policy) {
    return policy.entered("Updating");
  }

  private void prepare(Draft policy, Consumer<ObjectNode> fill) {
    policy.attributes().put(version(), 1);
    fill.accept(policy.attributes());
  }

  /** On another cluster than one of EKS that is in service there is nobody to heed it. */
  private static Plan durations(Resource policy, Plan plan, World world) {
    Optional<Resource> cluster =
        world.registry().byArn(Clusters.TYPE, policy.attributes().path("ClusterArn").asText());
    boolean heeded =
        cluster.filter(c -> c.is("InService") && Clusters.isOnEks(c.attributes())).isPresent();
    return heeded || !plan.passes("Creating")
        ? plan
        : plan.meeting(
            "Creating",
            FAIL,
            "The Amazon SageMaker HyperPod task governance add-on is not installed on the"
                + " cluster.");
  }

  private Optional<String> outdated(Call call) {
    long current = policy(call).map(p -> p.attributes().path(version()).asLong()).orElse(0L);
    return call.number(TARGET)
        .filter(target -> target != current)
        .map(target -> "TargetVersion " + target + " is not the current version " + current + ".");
  }

  private Resource change(Call call, Resource merged, Consumer<ObjectNode> fill) {
    Resource before = policy(call).orElseThrow();
    ObjectNode attributes = Documents.empty().setAll(merged.attributes());
    long current = attributes.path(version()).asLong();
    attributes.remove(TARGET);
    attributes.put(version(), current + 1);
    fill.accept(attributes);
    ObjectNode versions = Documents.empty();
    before.notes().path(VERSIONS).properties().forEach(v -> versions.set(v.getKey(), v.getValue()));
    ObjectNode old = versions.putObject(Long.toString(current));
    for (String member : kept) {
      Documents.at(before.attributes(), member).ifPresent(value -> old.set(member, value));
    }
    return merged.withAttributes(attributes).withNote(VERSIONS, versions);
  }

  private Optional<Resource> policy(Call call) {
    return call.world().registry().byKey(type, call.text(noun + "Id").orElse(""));
  }

  /** The policy, as it was in the version that the call names. */
  private Optional<Resource> find(Call call) {
    Optional<Resource> found = policy(call);
    Optional<Long> wanted = call.number(version());
    if (found.isEmpty() || wanted.isEmpty()) {
      return found;
    }
    Resource policy = found.get();
    if (policy.attributes().path(version()).asLong() == wanted.get()) {
      return found;
    }
    return Documents.at(policy.notes().path(VERSIONS), wanted.get().toString())
        .map(
            old -> {
              ObjectNode attributes = Documents.empty().setAll(policy.attributes());
              attributes.remove(kept);
              attributes.setAll((ObjectNode) old);
              return policy.withAttributes(attributes.put(version(), wanted.get()));
            });
  }
}
