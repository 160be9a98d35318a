package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Pages;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.services.lookoutvision.vocabulary.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * ListDatasetEntries: rows as they were given, filtered by all that is asked for. A row is dated by
 * when it came into the dataset, and dates exclude their own instant; neither is documented.
 */
final class ListEntries implements Handler {
  private static final Precondition COMPLETE =
      new Precondition("the dataset is complete", Kind.CONFLICT, ListEntries::refuseIncomplete);

  @Override
  public ObjectNode answer(Call call) {
    COMPLETE.check().verify(call);
    return Pages.of(
        call,
        Rows.of(Datasets.TYPE.require(call)).stream()
            .filter(passes(call))
            .map(row -> TextNode.valueOf(row.line()))
            .toList());
  }

  private static Predicate<Rows.Row> passes(Call call) {
    Optional<Predicate<Rows.Row>> labeled =
        call.at("Labeled").map(wanted -> row -> row.isLabeled() == wanted.asBoolean());
    Optional<Predicate<Rows.Row>> label =
        call.text("AnomalyClass").map(wanted -> row -> row.label().equals(wanted));
    Optional<Predicate<Rows.Row>> image =
        call.text("SourceRefContains").map(part -> row -> row.sourceRef().contains(part));
    Optional<Predicate<Rows.Row>> after =
        call.at("AfterCreationDate")
            .map(Timestamps::instant)
            .map(time -> row -> row.created().isAfter(time));
    Optional<Predicate<Rows.Row>> before =
        call.at("BeforeCreationDate")
            .map(Timestamps::instant)
            .map(time -> row -> row.created().isBefore(time));
    return row ->
        Stream.of(labeled, label, image, after, before)
            .flatMap(Optional::stream)
            .allMatch(filter -> filter.test(row));
  }

  @Override
  public String kind() {
    return "list";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(Datasets.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(COMPLETE);
  }

  private static void refuseIncomplete(Call call) {
    Resource dataset = Datasets.TYPE.require(call);
    if (!Datasets.isUsable(dataset)) {
      throw Kind.DATASET.wrongStatus(dataset.key(), dataset.state().status(), "listed");
    }
  }
}
