package dev.mlsim.services.sagemaker.hubs;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofSeconds;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.TypeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** SageMaker's hubs: states and codes of the API reference; beside one's own there is AWS's. */
public final class Hubs {
  static final TypeRef HUB = TypeRef.to("hub", NOT_FOUND);
  private static final String NAME = "HubName";

  /** The rule that a hub is the caller's own. */
  static final Precondition OWN =
      Precondition.of(
          "the hub is not AWS's own",
          VALIDATION,
          call ->
              name(call).equals(PublicContents.NAME)
                  ? Optional.of("Hub " + PublicContents.NAME + " is read-only.")
                  : Optional.empty());

  /** The rule that a hub which is to hold something more isn't on its way out. */
  static final Precondition STAYS =
      Precondition.of(
          "the hub is not being deleted",
          IN_USE,
          call ->
              find(call)
                  .filter(hub -> hub.is("Deleting"))
                  .map(hub -> "Hub " + hub.arn() + " is in status Deleting."));

  private Hubs() {}

  /** The name of the hub that a call names by its name or ARN. */
  static String name(Call call) {
    String given = call.text(NAME).orElse("");
    return Arns.name(given);
  }

  static Optional<Resource> find(Call call) {
    return name(call).equals(PublicContents.NAME)
        ? Optional.of(PublicContents.hub(call.service().type(HUB), call.world()))
        : call.world().registry().byKey(HUB, name(call));
  }

  private static Collection<Resource> all(Call call) {
    List<Resource> all = new ArrayList<>();
    all.add(PublicContents.hub(call.service().type(HUB), call.world()));
    all.addAll(call.world().registry().all(HUB));
    return all;
  }

  private static Optional<String> filled(Call call) {
    return find(call)
        .filter(hub -> !call.world().registry().group(HubContents.TYPE, hub.name()).isEmpty())
        .map(hub -> "Hub " + hub.arn() + " is not empty.");
  }

  /** Declares the family. */
  public static void declare(Family family) {
    ResourceType hub =
        family
            .resource("Hub")
            .without("List")
            .foundBy(Hubs::find)
            .lifecycle(
                Lifecycles.lasting(stay("Creating", ofSeconds(20)), rest("InService"))
                    .failing("CreateFailed")
                    .updating(stay("Updating", ofSeconds(5)), rest("InService"))
                    .failing("UpdateFailed")
                    .deleting(stay("Deleting", ofSeconds(10)), gone())
                    .failing("DeleteFailed"))
            .requires(OWN)
            .requires("Update", OWN)
            .requires("Delete", OWN, Precondition.of("it is empty", IN_USE, Hubs::filled))
            .missing(NOT_FOUND, "Hub {arn} does not exist.")
            .duplicate(IN_USE, "Hub with name {name} already exists: {arn}")
            .refused(IN_USE, "Hub {arn} is in status {status}.")
            .judgedTimes()
            .judgedWords("not found", "duplicate", "in use", "not empty")
            .judged(
                "hub-public",
                "DescribeHub.HubName",
                "SageMakerPublicHub is always there, is listed first of all, and is read-only with"
                    + " ValidationException.")
            .differs(
                "hub-public-models",
                "ListHubContents",
                "The public hub has a handful of models with empty documents, and those of"
                    + " sim.setup(PublicHub.class); AWS's has hundreds.")
            .type();
    family.operation(
        "ListHubs",
        ListAll.of(hub)
            .among(Hubs::all)
            .paged("NextToken", "NextToken", "MaxResults", "HubSummaries"));
    HubContents.declare(family);
    HubReferences.declare(family);
  }
}
