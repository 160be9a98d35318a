package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.lifecycle.Lifecycle.CREATE;
import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.lifecycle.Lifecycle.FAIL;
import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Guarded;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Rate;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Apps, which a user profile or a space runs. One that was deleted can still be described, and is
 * listed, for a day (API reference, DeleteApp); then, or when one of its name is made again, it is
 * gone.
 */
final class Apps {
  private static final Duration SEEN_AFTERWARDS = Duration.ofDays(1);
  private static final String EXPIRE = "expire";
  private static final String SHUT_DOWN = "be idle";

  static final Lifecycle LIFECYCLE =
      Lifecycle.builder()
          .on(CREATE)
          .goes(stay("Pending", ofMinutes(2)), rest("InService"))
          .on(FAIL)
          .from("Pending")
          .goes(rest("Failed"))
          .on(DELETE)
          .from("Pending", "InService")
          .goes(stay("Deleting", ofSeconds(30)), rest("Deleted"))
          .on(SHUT_DOWN)
          .from("InService")
          .goes(stay("Deleting", ofSeconds(30)), rest("Deleted"))
          .on(EXPIRE)
          .from("Deleted", "Failed")
          .goes(gone())
          .build();

  static final ResourceType TYPE =
      ResourceType.named("app")
          .identifiedBy("DomainId", "UserProfileName", "SpaceName", "AppType", "AppName")
          .identity(AppKeys::fresh)
          .foundBy(AppKeys::find)
          .grouped(Parents::group)
          .arn("AppArn", "app/{DomainId}/{owner}/{kind}/{AppName}")
          .lifecycle(LIFECYCLE)
          .status("Status")
          .times("CreationTime", "")
          .computed("FailureReason", SharedErrors::failureReason)
          .computed("LastUserActivityTimestamp", (app, world) -> active(app))
          .computed("LastHealthCheckTimestamp", Apps::checked)
          .prepared(Apps::prepare)
          .durations(Apps::durations)
          .entering("InService", Apps::start)
          .entering("Failed", Apps::expireLater)
          .entering("Deleted", Apps::expireLater)
          .bills(Rate.byName("ml.*", Apps::usage).during("InService"))
          .holds(AppQuotas.held())
          .missing(NOT_FOUND, (call, which) -> "App [" + AppKeys.arn(call) + "] does not exist.")
          .duplicate((call, app) -> new ServiceError(IN_USE, Studio.DOUBLED))
          .refused((call, app, trigger) -> new ServiceError(VALIDATION, refusal(app)))
          .build();

  private Apps() {}

  private static String refusal(Resource app) {
    String which = "App [" + app.arn() + "] ";
    return switch (app.state().status()) {
      case "Deleted" -> which + "has already been deleted.";
      case "Failed" -> which + "previously failed and was automatically deleted.";
      default -> which + "is in status " + app.state().status() + ".";
    };
  }

  /** All rules hold: what had the name before is shown no more. */
  private static void prepare(Call call, Draft app) {
    AppKeys.find(call).ifPresent(former -> call.world().trigger(former, EXPIRE, ""));
    AppSettings settings = AppSettings.of(call);
    app.attributes().set("ResourceSpec", settings.spec());
    settings
        .value("BuiltInLifecycleConfigArn")
        .ifPresent(arn -> app.attributes().set("BuiltInLifecycleConfigArn", arn));
    app.notes().put("owner", AppKeys.owner(call));
    app.notes().put("kind", AppKeys.kind(call));
    settings.idleMinutes().ifPresent(minutes -> app.notes().put(SHUT_DOWN, minutes));
  }

  private static Optional<Resource> space(Resource app, World world) {
    String name = Parents.text(app, "SpaceName");
    return world.registry().byKey(Parents.SPACE, Parents.group(app) + "/" + name);
  }

  private static Plan durations(Resource app, Plan plan, World world) {
    boolean tooSoon =
        space(app, world).filter(s -> Volumes.isChangedTooSoon(s, world.now())).isPresent();
    return tooSoon && plan.passes("Pending")
        ? plan.meeting("Pending", FAIL, Volumes.TOO_SOON)
        : plan;
  }

  private static void start(Resource app, World world) {
    space(app, world).ifPresent(space -> Volumes.attach(space, world));
    long idle = app.notes().path(SHUT_DOWN).asLong();
    if (idle > 0) {
      world.later(world.now().plus(ofMinutes(idle)), app, SHUT_DOWN);
    }
  }

  private static void expireLater(Resource app, World world) {
    world.later(world.now().plus(SEEN_AFTERWARDS), app, EXPIRE);
  }

  private static Optional<JsonNode> active(Resource app) {
    return app.is("InService") ? Values.time(app.entered("InService")) : Optional.empty();
  }

  /** The health of an app is looked at each minute. */
  private static Optional<JsonNode> checked(Resource app, World world) {
    if (!app.is("InService")) {
      return Optional.empty();
    }
    Duration up = app.timeIn("InService", world.now());
    return Values.time(app.entered("InService").map(at -> at.plus(ofMinutes(up.toMinutes()))));
  }

  private static Map<String, Long> usage(Resource app) {
    return InstanceQuotas.instancesIn(app.attributes().path("ResourceSpec"));
  }

  static void declare(Family family) {
    AppQuotas.declare(family);
    family
        .type(TYPE)
        .operation(
            "CreateApp", Create.a(TYPE).requires(AppRules.OF_CREATE).within(AppQuotas.toArray()))
        .operation("DescribeApp", Guarded.by(Describe.a(TYPE), AppRules.ONE_OWNER))
        .operation("ListApps", ListAll.of(TYPE).requires(AppRules.ONE_FILTER).sorted("", false))
        .operation("DeleteApp", Guarded.by(Trigger.by(DELETE, TYPE), AppRules.ONE_OWNER));
    facts(family);
  }

  private static void facts(Family family) {
    family
        .judged(
            "app-times", "app", "An app is Pending for 2 minutes and Deleting for half a minute.")
        .judged(
            "app-words",
            "app.ResourceNotFound",
            "The wording of not found and duplicate, of the refusal to delete what is being"
                + " deleted, and what surrounds the seen parts of the others.")
        .judged(
            "app-again",
            "CreateApp",
            "When an app is made again the deleted or failed one of its name is shown no more; a"
                + " failed one is shown for a day, as a deleted one is.")
        .judged(
            "app-spec",
            "app.ResourceSpec",
            "What the request doesn't say of it comes from the space, the user profile and the"
                + " domain, in that order, member by member; then from the service: its image of"
                + " the type, and ml.t3.medium. It is shown from the first on.")
        .judged(
            "app-activity",
            "app.LastUserActivityTimestamp",
            "Nobody uses an app: its last activity is when it came into service. So one whose"
                + " settings enable idle shutdown is deleted when its time is up.")
        .judged(
            "app-quotas",
            "CreateApp.ResourceLimitExceeded",
            "An established account may run 1,000 apps on each type of instance; a new one 4 on a"
                + " few small ones. The names for KernelGateway and RSessionGateway end in"
                + " instance.")
        .judged(
            "app-rules",
            "CreateApp.ValidationException",
            "The words for apps that are not made where they can run, or on what, and for filters"
                + " that exclude each other.");
  }
}
