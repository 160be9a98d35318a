package dev.mlsim.services.sagemaker.hubs;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import java.util.List;
import java.util.Optional;

/**
 * References of a hub to models of the public one: contents of the type ModelReference, which have
 * the public model's name or another (aws/sagemaker-python-sdk#6039).
 */
final class HubReferences {
  private static final String SOURCE = "SageMakerPublicHubContentArn";
  private static final String LEAST = "MinVersion";
  private static final String SHOWN = "ReferenceMinVersion";

  private static final Precondition IS_ONE =
      Precondition.unless(
          call -> call.text(HubContents.KIND).orElse("").equals(HubContents.REFERENCE),
          "a ModelReference",
          VALIDATION,
          "HubContentType must be ModelReference.");

  private HubReferences() {}

  /** What one does to a reference, which is a content as others are. */
  private record OfReference(String kind, Handler handler) implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      return handler.answer(call);
    }

    @Override
    public List<Precondition> preconditions() {
      return handler.preconditions();
    }
  }

  /** Whether a call makes one. */
  static boolean isOne(Call call) {
    return call.has(SOURCE);
  }

  static String kind(Call call) {
    return isOne(call) ? HubContents.REFERENCE : call.text(HubContents.KIND).orElse("");
  }

  static String name(Call call) {
    return call.text(HubContents.NAME).orElseGet(() -> publicName(call));
  }

  /** The name in the ARN of a public model, with or without the version. */
  private static String publicName(Call call) {
    String[] parts = call.text(SOURCE).orElse("").split("/", -1);
    return parts.length > 3 ? parts[3] : "";
  }

  /** The latest version of the public model that a call names. */
  static Optional<Resource> source(Call call) {
    return HubContents.latest(
        PublicContents.all(HubContents.TYPE, call.world()).stream()
            .filter(model -> model.name().equals(publicName(call)))
            .toList());
  }

  static void prepare(Call call, Draft content) {
    ObjectNode attributes = content.attributes();
    String least = attributes.path(LEAST).asText();
    attributes.remove(List.of(LEAST));
    if (!least.isEmpty()) {
      attributes.put(SHOWN, least);
    }
    source(call)
        .ifPresent(
            model -> {
              for (String member :
                  List.of("DocumentSchemaVersion", "HubContentDocument", "HubContentDisplayName")) {
                attributes.set(member, model.attributes().get(member));
              }
              attributes.put(SOURCE, model.arn());
            });
    attributes.put(HubContents.KIND, HubContents.REFERENCE).put(HubContents.NAME, name(call));
  }

  private static Optional<String> beyond(Call call, Optional<Resource> model) {
    return call.text(LEAST)
        .flatMap(
            least ->
                model
                    .map(m -> HubContents.text(m, HubContents.VERSION))
                    .filter(v -> HubVersion.of(v).compareTo(HubVersion.of(least)) < 0)
                    .map(
                        v ->
                            "MinVersion "
                                + least
                                + " is greater than the latest version "
                                + v
                                + "."));
  }

  private static Resource raised(Call call, Resource merged) {
    Resource plain = merged.without(List.of(LEAST)).with("HubName", Hubs.name(call));
    return call.text(LEAST).map(least -> plain.with(SHOWN, least)).orElse(plain);
  }

  static void declare(Family family) {
    Precondition offered =
        Precondition.of(
            "the public hub has the model",
            NOT_FOUND,
            call ->
                source(call).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                        "HubContent " + call.text(SOURCE).orElse("") + " does not exist."));
    family
        .operation(
            "CreateHubContentReference",
            new OfReference(
                "create a reference",
                Create.a(HubContents.TYPE)
                    .requires(
                        new Precondition(
                            "the hub exists",
                            NOT_FOUND,
                            call -> call.service().type(Hubs.HUB).require(call)),
                        Hubs.OWN,
                        offered,
                        Precondition.of(
                            "MinVersion is not beyond the latest version",
                            VALIDATION,
                            call -> beyond(call, source(call))))))
        .operation(
            "UpdateHubContentReference",
            new OfReference(
                "update a reference",
                Update.a(HubContents.TYPE)
                    .requires(
                        IS_ONE,
                        Precondition.of(
                            "MinVersion is not beyond the latest version",
                            VALIDATION,
                            call -> beyond(call, Optional.of(HubContents.TYPE.require(call)))))
                    .changing(HubReferences::raised)))
        .operation(
            "DeleteHubContentReference",
            new OfReference(
                "delete a reference", Trigger.by(DELETE, HubContents.TYPE).requires(IS_ONE)))
        .judged(
            "hub-reference",
            "CreateHubContentReference",
            "A reference has the version that is the latest when it is made, and goes through the"
                + " states of an import. One with the same name in the same version is a duplicate."
                + " A MinVersion can't be taken away again.");
  }
}
