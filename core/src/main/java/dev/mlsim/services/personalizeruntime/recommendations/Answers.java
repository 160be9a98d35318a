package dev.mlsim.services.personalizeruntime.recommendations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;
import dev.mlsim.services.personalize.RecommendationQuery;
import dev.mlsim.services.personalize.RecordFailure;
import dev.mlsim.services.personalize.vocabulary.CandidateFilter;
import dev.mlsim.services.personalize.vocabulary.FilterValues;
import dev.mlsim.services.personalize.vocabulary.Subject;
import dev.mlsim.services.personalize.vocabulary.TrainedModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is answered to one call: the model's answer through the filters, as the wire has it. */
final class Answers {
  private final Call call;
  private final Asked asked;
  private final TrainedModel model;
  private final CandidateFilter filter;
  private final CandidateFilter own;

  Answers(Call call, Asked asked, Subject subject) {
    World world = call.world();
    this.call = call;
    this.asked = asked;
    this.model = asked.trained(subject, world);
    this.filter =
        CandidateFilter.of(call.text("filterArn").orElse(""), subject, asked.group(), world);
    String ownFilter = Needs.ownFilter(asked.recipe());
    this.own =
        ownFilter.isEmpty()
            ? CandidateFilter.of("", subject, asked.group(), world)
            : CandidateFilter.by(ownFilter, subject, asked.group(), world);
  }

  Call call() {
    return call;
  }

  Asked asked() {
    return asked;
  }

  TrainedModel model() {
    return model;
  }

  RecommendationQuery query(String subject, int results) {
    return new RecommendationQuery(
        subject, asked.recipe().name(), results, call.received(), asked.resource().arn());
  }

  TrainedModel.Answer to(RecommendationQuery query) {
    return filled(() -> model.answer(query, ids -> through(query, ids)));
  }

  List<String> through(RecommendationQuery query, List<String> ids) {
    String user = query.userId().orElse("");
    FilterValues values = FilterValues.ofCall(call.input());
    return filter.through(user, values, own.through(user, values, ids));
  }

  /** Refuses the call where a value is missing, or where the test's function says so. */
  <T> T filled(Supplier<T> work) {
    try {
      return work.get();
    } catch (RecordFailure failure) {
      throw RuntimeRules.invalid(String.valueOf(failure.getMessage()));
    }
  }

  /** An id that an event can name, which has at most 40 characters. */
  String id() {
    return "RID-" + call.world().chance().uuid();
  }

  ObjectNode items(
      String member,
      List<String> ids,
      List<Double> scores,
      Optional<Promotion> promotion,
      Set<String> promoted) {
    ItemMetadata metadata = ItemMetadata.of(call, asked);
    ObjectNode output = Documents.empty();
    ArrayNode items = output.putArray(member);
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      ObjectNode item = items.addObject().put("itemId", id);
      if (i < scores.size()) {
        item.put("score", scores.get(i));
      }
      if (promoted.contains(id)) {
        promotion.flatMap(Promotion::name).ifPresent(name -> item.put("promotionName", name));
        if (asked.recipe().name().equals("aws-user-personalization-v2")) {
          item.putArray("reason").add("Promoted item");
        }
      }
      metadata.addTo(item, id);
    }
    return output.put("recommendationId", id());
  }
}
