package dev.mlsim.services.sagemaker.mlflow;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Lifecycle.START;
import static dev.mlsim.lifecycle.Lifecycle.STOP;
import static dev.mlsim.lifecycle.Lifecycle.UPDATE;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.CONFLICT;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.Transition;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MLflow tracking servers: statuses by the API reference, the words of what a status refuses as
 * they are quoted in aws/amazon-sagemaker-feedback#104.
 */
final class TrackingServers {
  /** A server goes into its maintenance window; it is not by itself that it does here. */
  static final String MAINTAIN = "maintain";

  private static final String TOTAL = "Maximum number of MLflow Tracking Servers";
  private static final Quota MOST =
      Quota.of(TOTAL, 100, InstanceQuotas.exceeded("TrackingServers")).initially(10);
  private static final String NEWEST = "3.0.0";
  private static final Map<String, String> PATCHES =
      Map.of("2.13", "2.13.2", "2.16", "2.16.2", "3.0", NEWEST);
  private static final int ADDRESS_DIGITS = 12;
  private static final String ADDRESS = "address";
  private static final Set<String> INACTIVE =
      Set.of("Creating", "CreateFailed", "Stopped", "Starting", "StartFailed", "Deleting");

  private static final String[] SERVING = {
    "Created",
    "Started",
    "Updated",
    "MaintenanceComplete",
    "MaintenanceFailed",
    "UpdateFailed",
    "StopFailed"
  };

  private static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Creating", ofMinutes(25)), rest("Created"))
          .on(FAIL)
          .from("Creating")
          .goes(rest("CreateFailed"))
          .on(STOP)
          .from(SERVING)
          .goes(stay("Stopping", ofMinutes(10)), rest("Stopped"))
          .on(FAIL)
          .from("Stopping")
          .goes(rest("StopFailed"))
          .on(START)
          .from("Stopped", "StartFailed")
          .goes(stay("Starting", ofMinutes(5)), rest("Started"))
          .on(FAIL)
          .from("Starting")
          .goes(rest("StartFailed"))
          .on(UPDATE)
          .from(SERVING)
          .goes(stay("Updating", ofMinutes(10)), rest("Updated"))
          .on(FAIL)
          .from("Updating")
          .goes(rest("UpdateFailed"))
          .on(MAINTAIN)
          .from(SERVING)
          .goes(stay("MaintenanceInProgress", ofMinutes(30)), rest("MaintenanceComplete"))
          .on(FAIL)
          .from("MaintenanceInProgress")
          .goes(rest("MaintenanceFailed"))
          .on(DELETE)
          .from(SERVING)
          .goes(stay("Deleting", ofMinutes(10)), gone())
          .on(DELETE)
          .from("Stopped", "StartFailed", "CreateFailed", "DeleteFailed")
          .goes(stay("Deleting", ofMinutes(10)), gone())
          .on(FAIL)
          .from("Deleting")
          .goes(rest("DeleteFailed"))
          .build();

  private TrackingServers() {}

  static void declare(Family family) {
    ConventionalResource server =
        family
            .resource("MlflowTrackingServer")
            .identifiedBy("TrackingServerName")
            .arn("TrackingServerArn", "mlflow-tracking-server/{key}")
            .status("TrackingServerStatus")
            .lifecycle(LIFECYCLE)
            .defaults(
                """
                {'TrackingServerSize': 'Small', 'AutomaticModelRegistration': false,
                 'S3BucketOwnerVerification': true, 'MlflowVersion': '3.0.0'}
                """)
            .prepared(TrackingServers::prepare)
            .computed("TrackingServerUrl", TrackingServers::url)
            .computed("IsActive", (s, w) -> Values.text(isActive(s) ? "Active" : "Inactive"))
            .computed("TrackingServerMaintenanceStatus", TrackingServers::maintenance)
            .computed("CreatedBy", (s, world) -> Optional.of(Users.caller(world)))
            .computed("LastModifiedBy", TrackingServers::modifiedBy)
            .emits(ServerEvents.ALL)
            .thenRequires(SharedErrors.OWN_ROLE)
            .counts(TOTAL, MOST)
            .bills(Rate.byName("mlflow.*", TrackingServers::usage).during(running()))
            .missing(NOT_FOUND, "Tracking Server with ARN {arn} does not exist.")
            .duplicate(VALIDATION, "Tracking Server with ARN {arn} already exists.")
            .refused(STOP, VALIDATION, refusal("stopped"))
            .refused(START, VALIDATION, refusal("started"))
            .refused(UPDATE, CONFLICT, refusal("updated"))
            .refused(
                DELETE,
                VALIDATION,
                "Tracking Server is in un-deletable state ({STATUS}), so it cannot be deleted.")
            .judgedTimes()
            .judgedWords("not found", "duplicate", "what Start and Update are refused with");
    ResourceType type = server.type();
    family.operation("CreatePresignedMlflowTrackingServerUrl", new ServerUrl(type));
    facts(family);
  }

  private static String refusal(String done) {
    return "Tracking Server with ARN {arn} is currently in status {STATUS}, can't be " + done + ".";
  }

  private static void prepare(Call call, Draft server) {
    server.notes().put(ADDRESS, "t-" + call.world().chance().id(ADDRESS_DIGITS));
    Windows.choose(call, server);
    String version = server.attributes().path("MlflowVersion").asText();
    server.attributes().put("MlflowVersion", PATCHES.getOrDefault(version, version));
    if (server.attributes().path("S3BucketOwnerVerification").asBoolean()
        && !server.attributes().has("S3BucketOwnerAccountId")) {
      server.attributes().put("S3BucketOwnerAccountId", call.world().account().id());
    }
  }

  static boolean isActive(Resource server) {
    return !INACTIVE.contains(server.state().status());
  }

  static Optional<JsonNode> url(Resource server, World world) {
    return Values.text(
        "https://"
            + server.notes().path(ADDRESS).asText()
            + "."
            + world.account().region()
            + ".experiments.sagemaker.aws");
  }

  private static Optional<JsonNode> maintenance(Resource server, World world) {
    String last = "";
    for (Transition move : server.history()) {
      String status = move.to().status();
      last = status.startsWith("Maintenance") ? status : last;
    }
    return Values.text(last);
  }

  private static Optional<JsonNode> modifiedBy(Resource server, World world) {
    return server.entered("Updating").map(at -> Users.caller(world));
  }

  private static String[] running() {
    return LIFECYCLE.states().stream()
        .map(Object::toString)
        .filter(state -> !INACTIVE.contains(state) && !state.equals("Gone"))
        .filter(state -> !state.equals("DeleteFailed"))
        .toArray(String[]::new);
  }

  private static Map<String, Long> usage(Resource server) {
    String size = server.attributes().path("TrackingServerSize").asText();
    return Map.of("mlflow." + size.toLowerCase(Locale.ROOT), 1L);
  }

  private static void facts(Family family) {
    family
        .judged(
            "tracking-server-states",
            "mlflow-tracking-server.TrackingServerStatus",
            "Stop, Update and Delete work where a server runs, after a failed Stop, Update or"
                + " maintenance too; Start and Delete where it doesn't. A stopped server can't be"
                + " updated.")
        .judged(
            "tracking-server-active",
            "mlflow-tracking-server.IsActive",
            "It is active, and billed, from when it is created until it is stopped or its deletion"
                + " begins; while it starts it isn't.")
        .judged(
            "tracking-server-version",
            "mlflow-tracking-server.MlflowVersion",
            "The newest version is 3.0.0; 2.13, 2.16 and 3.0 are shown with their patch, any other"
                + " as it was given.")
        .judged(
            "tracking-server-quota",
            "CreateMlflowTrackingServer.ResourceLimitExceeded",
            "An established account may have 100 servers, a new one 10; the unit is"
                + " TrackingServers.")
        .judged(
            "tracking-server-events",
            "mlflow-tracking-server",
            "The members of the events: AWS lists their names and shows none.")
        .judged(
            "tracking-server-url",
            "CreatePresignedMlflowTrackingServerUrl.AuthorizedUrl",
            "It needs a server that is active, and is refused with ValidationException; the form of"
                + " the token.")
        .judged(
            "tracking-server-maintenance",
            "mlflow-tracking-server.TrackingServerMaintenanceStatus",
            "The weekly window opens without anything to do: a server is in maintenance only if a"
                + " test says so.");
  }
}
