package dev.mlsim.services.cleanroomsml.audience;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.services.cleanroomsml.vocabulary.Refusals;
import dev.mlsim.services.cleanroomsml.vocabulary.SharedRules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The resource policy of a configured audience model, by which its owner lets other accounts use
 * it. It lives with the model.
 */
final class AudienceModelPolicies {
  // The model's operations don't show these, so that they are notes of it.
  private static final String POLICY = "configuredAudienceModelPolicy";
  private static final String HASH = "policyHash";

  private AudienceModelPolicies() {}

  static void declare(Family family, ResourceType model) {
    family
        .operation(
            "PutConfiguredAudienceModelPolicy",
            new Answer("put policy", model, AudienceModelPolicies::put))
        .operation(
            "GetConfiguredAudienceModelPolicy",
            new Answer("get policy", model, AudienceModelPolicies::get))
        .operation(
            "DeleteConfiguredAudienceModelPolicy",
            new Answer("delete policy", model, AudienceModelPolicies::delete))
        .judged(
            "policy-conditions",
            "PutConfiguredAudienceModelPolicy.ValidationException",
            "A broken policyExistenceCondition or a wrong previousPolicyHash is a"
                + " ValidationException, since no better error is modelled; the hash is SHA-256 in"
                + " small hexadecimal digits.");
  }

  private record Answer(String kind, ResourceType of, Function<Call, ObjectNode> to)
      implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      return to.apply(call);
    }

    @Override
    public Optional<ResourceType> type() {
      return Optional.of(of);
    }
  }

  static boolean exists(Resource model) {
    return model.notes().has(POLICY);
  }

  private static ObjectNode put(Call call) {
    Resource model = call.subject(ConfiguredAudienceModels.TYPE);
    String condition = call.text("policyExistenceCondition").orElse("");
    if (condition.equals("POLICY_MUST_EXIST") && !exists(model)) {
      throw SharedRules.invalid("The resource has no policy.");
    }
    if (condition.equals("POLICY_MUST_NOT_EXIST") && exists(model)) {
      throw SharedRules.invalid("The resource has a policy already.");
    }
    Optional<String> previous = call.text("previousPolicyHash");
    if (previous.isPresent() && !previous.get().equals(model.notes().path(HASH).asText())) {
      throw SharedRules.invalid("previousPolicyHash is not the hash of the current policy.");
    }
    String policy = call.text(POLICY).orElse("");
    return shown(
        call.world()
            .change(model, old -> old.withNote(POLICY, policy).withNote(HASH, hash(policy))));
  }

  private static ObjectNode get(Call call) {
    Resource model = require(call);
    return shown(model).put(ConfiguredAudienceModels.ARN, model.arn());
  }

  private static ObjectNode delete(Call call) {
    call.world().change(require(call), old -> old.withoutNotes(List.of(POLICY, HASH)));
    return Documents.empty();
  }

  private static Resource require(Call call) {
    Resource model = call.subject(ConfiguredAudienceModels.TYPE);
    if (!exists(model)) {
      throw Refusals.missing("policy of " + model.arn());
    }
    return model;
  }

  private static ObjectNode shown(Resource model) {
    ObjectNode shown = Documents.empty();
    shown.set(POLICY, model.notes().get(POLICY));
    shown.set(HASH, model.notes().get(HASH));
    return shown;
  }

  private static String hash(String policy) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(policy.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("mlsim: every Java platform has SHA-256", e);
    }
  }
}
