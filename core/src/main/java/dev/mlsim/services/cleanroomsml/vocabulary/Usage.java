package dev.mlsim.services.cleanroomsml.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Limit;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Rate;
import java.util.Map;
import java.util.function.Function;
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
  public static Limit perAccount(String name, double limit, Predicate<Resource> counted) {
    return limit(name, limit, counted, call -> call.caller().id(), Reach::owner);
  }

  /** A quota of resources under the membership that the call names. */
  public static Limit perMembership(String name, double limit, Predicate<Resource> counted) {
    return per(Reach.MEMBERSHIP, name, limit, counted);
  }

  /** A quota of resources that have what the call has in a member. */
  public static Limit per(String member, String name, double limit, Predicate<Resource> counted) {
    return limit(
        name,
        limit,
        counted,
        call -> call.text(member).orElse(""),
        resource -> resource.attributes().path(member).asText());
  }

  private static Limit limit(
      String name,
      double limit,
      Predicate<Resource> counted,
      Function<Call, String> caller,
      Function<Resource, String> owner) {
    return new Limit(
        name,
        Quota.of(name, limit, (call, excess) -> Refusals.overQuota(excess)).per(caller),
        Holding.of(name, owner).when(counted));
  }
}
