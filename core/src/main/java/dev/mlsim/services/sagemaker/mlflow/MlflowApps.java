package dev.mlsim.services.sagemaker.mlflow;

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
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.FailedUpdates;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MLflow apps, which are found by the ARNs that the service gives them. One can be the account's
 * default, and one that of each domain; a deleted one can be described for a while.
 */
final class MlflowApps {
  private static final String TOTAL = "Maximum number of MLflow Apps";
  private static final Quota MOST =
      Quota.of(TOTAL, 100, InstanceQuotas.exceeded("MlflowApps")).initially(10);
  private static final Duration SEEN_AFTERWARDS = Duration.ofHours(1);
  private static final String EXPIRE = "expire";
  private static final int ID_DIGITS = 12;
  private static final String ACCOUNT_DEFAULT = "AccountDefaultStatus";
  private static final String DOMAINS = "DefaultDomainIdList";

  private static final Lifecycle LIFECYCLE =
      Lifecycles.lasting(stay("Creating", ofMinutes(5)), rest("Created"))
          .failing("CreateFailed")
          .updating(stay("Updating", ofMinutes(2)), rest("Updated"))
          .failing("UpdateFailed")
          .deleting(stay("Deleting", ofMinutes(2)), rest("Deleted"))
          .from("Created", "CreateFailed", "Updated", "UpdateFailed", "DeleteFailed")
          .failing("DeleteFailed")
          .on(EXPIRE, gone())
          .from("Deleted")
          .build();

  static final ResourceType TYPE =
      ResourceType.named("mlflow-app")
          .identity(call -> "app-" + call.world().chance().id(ID_DIGITS))
          .called("Name")
          .arn("Arn", "mlflow-app/{key}")
          .lifecycle(LIFECYCLE)
          .status("Status")
          .times("CreationTime", "LastModifiedTime")
          .computed("CreatedBy", (app, world) -> Optional.of(Users.caller(world)))
          .computed(
              "LastModifiedBy",
              (app, world) -> app.entered("Updating").map(at -> Users.caller(world)))
          .defaults(
              """
              {'ModelRegistrationMode': 'AutoModelRegistrationDisabled', 'MlflowVersion': '3.4.0',
               'AccountDefaultStatus': 'DISABLED'}
              """)
          .prepared(MlflowApps::prepare)
          .entering("Creating", MlflowApps::takeDefaults)
          .entering("Updated", MlflowApps::takeDefaults)
          .entering("UpdateFailed", FailedUpdates::takeBack)
          .entering("Deleted", MlflowApps::end)
          .holds(Holding.of(TOTAL).except("Deleted"))
          .missing(NOT_FOUND, (call, arn) -> "MLflow App with ARN " + arn + " does not exist.")
          .refused(MlflowApps::refused)
          .build();

  private MlflowApps() {}

  private static ServiceError refused(Call call, Resource app, String trigger) {
    return new ServiceError(
        trigger.equals(DELETE) ? VALIDATION : CONFLICT,
        "MLflow App with ARN "
            + app.arn()
            + " is currently in status "
            + app.state().status()
            + ", can't be "
            + trigger
            + "d.");
  }

  private static void prepare(Call call, Draft app) {
    Windows.choose(call, app);
    if (!app.attributes().has(DOMAINS)) {
      app.attributes().putArray(DOMAINS);
    }
  }

  /** What is a default takes that from the one that was it. */
  private static void takeDefaults(Resource app, World world) {
    boolean isDefault = app.attributes().path(ACCOUNT_DEFAULT).asText().equals("ENABLED");
    Set<String> domains = domains(app);
    for (Resource other : List.copyOf(world.registry().all(TYPE))) {
      if (other.key().equals(app.key())) {
        continue;
      }
      if (isDefault && other.attributes().path(ACCOUNT_DEFAULT).asText().equals("ENABLED")) {
        world.change(other, old -> old.with(ACCOUNT_DEFAULT, "DISABLED"));
      }
      if (domains(other).stream().anyMatch(domains::contains)) {
        world.change(other, old -> old.with(DOMAINS, without(old, domains)));
      }
    }
  }

  private static Set<String> domains(Resource app) {
    Set<String> ids = new LinkedHashSet<>();
    app.attributes().path(DOMAINS).forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private static JsonNode without(Resource app, Set<String> taken) {
    ArrayNode left = JsonNodeFactory.instance.arrayNode();
    domains(app).stream().filter(id -> !taken.contains(id)).forEach(left::add);
    return left;
  }

  /** A deleted one is nobody's default any more, and is shown for a while. */
  private static void end(Resource app, World world) {
    Resource ended =
        world.change(
            app,
            old ->
                old.with(ACCOUNT_DEFAULT, "DISABLED")
                    .with(DOMAINS, JsonNodeFactory.instance.arrayNode()));
    expireLater(ended, world);
  }

  private static void expireLater(Resource app, World world) {
    world.later(world.now().plus(SEEN_AFTERWARDS), app, EXPIRE);
  }

  static String url(Resource app, World world) {
    return "https://" + app.key() + "." + world.account().region() + ".experiments.sagemaker.aws";
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .quota(TOTAL, MOST)
        .operation(
            "CreateMlflowApp", Create.a(TYPE).thenRequires(SharedErrors.OWN_ROLE).within(MOST))
        .operation("DescribeMlflowApp", Describe.a(TYPE))
        .operation(
            "ListMlflowApps",
            ListAll.of(TYPE)
                .filter(
                    "DefaultForDomainId", (app, id, world) -> domains(app).contains(id.asText())))
        .operation(
            "UpdateMlflowApp", Trigger.by(UPDATE, TYPE).merging().changing(FailedUpdates::noted))
        .operation("DeleteMlflowApp", Trigger.by(DELETE, TYPE))
        .operation("CreatePresignedMlflowAppUrl", new AppUrl())
        .judged(
            "mlflow-app-times",
            "mlflow-app",
            "An app is created in 5 minutes, updated and deleted in 2; a deleted one is shown for"
                + " one hour.")
        .judged(
            "mlflow-app-words",
            "mlflow-app",
            "The wording of not found and of what its status refuses; the address and the token;"
                + " the name of the quota, of 100, in a new account 10.")
        .judged(
            "mlflow-app-defaults",
            "mlflow-app.AccountDefaultStatus",
            "What becomes the account's default, or that of a domain, takes that from the one that"
                + " was it, and is it until it is deleted; an update does that when it is done, and"
                + " one that fails changes nothing. Of the domains it is not asked whether they"
                + " exist. Apps have MLflow 3.4.0, and cost nothing by themselves.");
  }
}
