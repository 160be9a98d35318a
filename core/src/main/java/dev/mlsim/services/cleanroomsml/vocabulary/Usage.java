package dev.mlsim.services.cleanroomsml.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Counts what is in use of a quota, and how. */
public final class Usage {
  /** A job costs its instances while it runs. */
  public static final Rate INSTANCES =
      Rate.byName(
              "ml.*",
              job -> {
                JsonNode config = job.attributes().path("resourceConfig");
                return Map.of(
                    config.path("instanceType").asText(), config.path("instanceCount").asLong(1));
              })
          .during(Lifecycles.RUNNING);

  private Usage() {}

  /** A quota of resources of the caller's account. */
  public static Quota perAccount(
      String name, double limit, ResourceType type, Predicate<Resource> counted) {
    return quota(
        name, limit, type, counted, (call, r) -> Reach.owner(r).equals(call.caller().id()));
  }

  /** A quota of resources under the membership that the call names. */
  public static Quota perMembership(
      String name, double limit, ResourceType type, Predicate<Resource> counted) {
    return quota(
        name,
        limit,
        type,
        counted,
        (call, r) -> SharedRules.says(r, Reach.MEMBERSHIP, call.text(Reach.MEMBERSHIP).orElse("")));
  }

  /** A quota of resources that belong together with the call as the predicate says. */
  public static Quota quota(
      String name,
      double limit,
      ResourceType type,
      Predicate<Resource> counted,
      BiPredicate<Call, Resource> together) {
    return Quota.of(
        name,
        limit,
        call ->
            call.world().registry().all(type).stream()
                .filter(counted)
                .filter(r -> together.test(call, r))
                .count(),
        (call, excess) -> Refusals.overQuota(excess));
  }
}
