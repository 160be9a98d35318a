package dev.mlsim.services.sagemaker.partnerapps;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.FailedUpdates;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Partner AI apps, by the API reference; a deleted one can be described for a while. */
public final class PartnerApps {
  private static final String TOTAL = "Maximum number of partner AI apps";
  private static final Quota MOST =
      Quota.of(TOTAL, 100, InstanceQuotas.exceeded("PartnerApps")).initially(10);
  private static final Duration SEEN_AFTERWARDS = Duration.ofHours(1);
  private static final String EXPIRE = "expire";
  private static final int ID_DIGITS = 12;

  /** The version that an app has when it is made, and the one that it can be upgraded to. */
  private static final String FIRST = "1.0";

  private static final String NEXT = "1.1";

  private static final Lifecycle LIFECYCLE =
      Lifecycles.lasting(stay("Creating", ofMinutes(15)), rest("Available"))
          .failing("Failed")
          .updating(stay("Updating", ofMinutes(10)), rest("Available"))
          .failing("UpdateFailed")
          .deleting(stay("Deleting", ofMinutes(5)), rest("Deleted"))
          .from("Available", "Failed", "UpdateFailed")
          .on(EXPIRE, gone())
          .from("Deleted")
          .build();

  static final ResourceType TYPE =
      ResourceType.named("partner-app")
          .identity(PartnerApps::id)
          .called("Name")
          .arn("Arn", "partner-app/{key}")
          .lifecycle(LIFECYCLE)
          .status("Status")
          .times("CreationTime", "LastModifiedTime")
          .computed(
              "BaseUrl", (app, world) -> app.entered("Available").flatMap(a -> url(app, world)))
          .computed("Error", (app, world) -> error(app))
          .defaults("{'EnableAutoMinorVersionUpgrade': false, 'Version': '1.0'}")
          .entering("UpdateFailed", FailedUpdates::takeBack)
          .entering("Deleted", PartnerApps::expireLater)
          .bills(
              Rate.byName("partner-app.*", PartnerApps::usage)
                  .during("Available", "Updating", "UpdateFailed"))
          .holds(Holding.of(TOTAL).except("Deleted"))
          .missing(NOT_FOUND, (call, arn) -> "Partner App [" + arn + "] does not exist.")
          .refused(
              (call, app, trigger) ->
                  new ServiceError(
                      CONFLICT,
                      "Unable to "
                          + trigger
                          + " Partner App ["
                          + app.arn()
                          + "] because it is in status "
                          + app.state().status()
                          + "."))
          .build();

  private static final Precondition OWN_NAME =
      Precondition.of("no other app has the name", CONFLICT, PartnerApps::taken);

  private static final Precondition UPGRADE =
      Precondition.of(
          "a version that is available",
          VALIDATION,
          call ->
              call.text("AppVersion")
                  .filter(v -> !upgrade(TYPE.require(call)).equals(Optional.of(v)))
                  .map(v -> "AppVersion " + v + " is not available for the Partner App."));

  private PartnerApps() {}

  private static String id(Call call) {
    return "app-" + call.world().chance().id(ID_DIGITS).toUpperCase(Locale.ROOT);
  }

  private static Optional<String> taken(Call call) {
    String name = call.text("Name").orElse("");
    for (Resource app : call.world().registry().all(TYPE)) {
      if (app.name().equals(name) && !app.is("Deleted")) {
        return Optional.of("A Partner App with the name " + name + " already exists.");
      }
    }
    return Optional.empty();
  }

  /** The version that an app can be upgraded to, if there is one. */
  static Optional<String> upgrade(Resource app) {
    return app.attributes().path("Version").asText().equals(FIRST)
        ? Optional.of(NEXT)
        : Optional.empty();
  }

  static Optional<JsonNode> url(Resource app, World world) {
    return Values.text(
        "https://"
            + app.key().toLowerCase(Locale.ROOT)
            + ".partner-app."
            + world.account().region()
            + ".sagemaker.aws");
  }

  /** The code is what stands before the first colon of the reason. */
  private static Optional<JsonNode> error(Resource app) {
    String reason = app.reason();
    if (reason.isEmpty()) {
      return Optional.empty();
    }
    int colon = reason.indexOf(": ");
    ObjectNode error = Documents.empty();
    error.put("Code", colon < 0 ? "InternalFailure" : reason.substring(0, colon));
    error.put("Reason", colon < 0 ? reason : reason.substring(colon + 2));
    return Optional.of(error);
  }

  private static Map<String, Long> usage(Resource app) {
    JsonNode attributes = app.attributes();
    return Map.of(
        "partner-app." + attributes.path("Type").asText() + "." + attributes.path("Tier").asText(),
        1L);
  }

  private static void expireLater(Resource app, World world) {
    world.later(world.now().plus(SEEN_AFTERWARDS), app, EXPIRE);
  }

  /** An update may bring tags along, and a version under another name. */
  private static Resource update(Call call, Resource app) {
    ObjectNode attributes = app.attributes().deepCopy();
    JsonNode version = attributes.remove("AppVersion");
    if (version != null) {
      attributes.set("Version", version);
    }
    attributes.remove(call.service().tags().member());
    Map<String, String> tags = new LinkedHashMap<>(app.tags());
    tags.putAll(call.service().tags().read(call.input()));
    return FailedUpdates.noted(call, app.withAttributes(attributes).withTags(tags));
  }

  /** Declares the family. */
  public static void declare(Family family) {
    family
        .type(TYPE)
        .quota(TOTAL, MOST)
        .operation(
            "CreatePartnerApp",
            Create.a(TYPE).requires(OWN_NAME).thenRequires(SharedErrors.OWN_ROLE).within(MOST))
        .operation("DescribePartnerApp", new DescribePartnerApp())
        .operation("ListPartnerApps", ListAll.of(TYPE))
        .operation(
            "UpdatePartnerApp",
            Trigger.by(UPDATE, TYPE).requires(UPGRADE).merging().changing(PartnerApps::update))
        .operation("DeletePartnerApp", Trigger.by(DELETE, TYPE))
        .operation("CreatePartnerAppPresignedUrl", new PartnerAppUrl())
        .judged(
            "partner-app-times",
            "partner-app",
            "An app is created in 15 minutes, updated in 10 and deleted in 5; a deleted one is"
                + " shown for one hour.")
        .judged(
            "partner-app-words",
            "partner-app",
            "The wording of not found, of what its status refuses and of a version that is not"
                + " available; the address and the token; the name of the quota, of 100, in a new"
                + " account 10; the unit it is billed in, which names type and tier.")
        .judged(
            "partner-app-names",
            "CreatePartnerApp.ConflictException",
            "A name can be given again when the app that has it is deleted.")
        .judged(
            "partner-app-versions",
            "partner-app.Version",
            "An app is made with the version 1.0, for which the upgrade 1.1 is available; after"
                + " an update that failed it shows what it showed before.")
        .differs(
            "partner-app-release-notes",
            "DescribePartnerApp.AvailableUpgrade",
            "The ReleaseNotes of every upgrade are the one line [Improvements and fixes.].")
        .differs(
            "partner-app-subscription",
            "CreatePartnerApp",
            "The account has the subscription in the AWS Marketplace that an app needs.");
  }
}
