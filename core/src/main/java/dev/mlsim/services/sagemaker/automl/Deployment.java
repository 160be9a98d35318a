package dev.mlsim.services.sagemaker.automl;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Optional;

/** The endpoint that an AutoML job with a ModelDeployConfig makes of its best candidate. */
final class Deployment {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", SharedErrors.VALIDATION);
  private static final String OWNER = "automl";

  private Deployment() {}

  static void begin(Resource job, World world) {
    String name = endpoint(job);
    ObjectNode model = Documents.empty().put("ModelName", name);
    model.put("ExecutionRoleArn", job.attributes().path("RoleArn").asText());
    model.set("Containers", Candidates.best(job).orElseThrow().path("InferenceContainers"));
    ObjectNode config = Documents.empty().put("EndpointConfigName", name);
    config
        .putArray("ProductionVariants")
        .addObject()
        .put("VariantName", "AllTraffic")
        .put("ModelName", name)
        .put("InstanceType", "ml.m5.xlarge")
        .put("InitialInstanceCount", 1);
    try {
      world.invoke(job, "CreateModel", model);
      world.invoke(job, "CreateEndpointConfig", config);
      world.invoke(
          job,
          "CreateEndpoint",
          Documents.empty().put("EndpointName", name).put("EndpointConfigName", name));
      world
          .registry()
          .byKey(ENDPOINT, name)
          .ifPresent(made -> world.change(made, old -> old.withNote(OWNER, job.arn())));
    } catch (ServiceError refused) {
      world.trigger(job, FAIL, refused.message());
    }
  }

  /** What the caller said, or the job's name. */
  static String endpoint(Resource job) {
    return job.attributes()
        .path("ModelDeployConfig")
        .path("EndpointName")
        .asText("automl-" + job.name());
  }

  /** An endpoint is in service, or has failed: the job that has made it ends. */
  static void ended(Resource endpoint, World world) {
    JsonNode arn = endpoint.notes().get(OWNER);
    if (arn == null) {
      return;
    }
    world
        .registry()
        .byArn(AutoMlJobs.REF, arn.asText())
        .filter(job -> job.state().toString().equals(AutoMlLife.DEPLOYING) && !job.isMoving())
        .ifPresent(
            job ->
                world.trigger(
                    job, endpoint.is("InService") ? AutoMlLife.DEPLOYED : FAIL, endpoint.reason()));
  }

  /** Shown once the endpoint is in service. */
  static Optional<JsonNode> result(Resource job, World world) {
    boolean deployed =
        job.history().stream().anyMatch(move -> move.trigger().equals(AutoMlLife.DEPLOYED));
    return deployed
        ? Optional.of(Documents.empty().put("EndpointName", endpoint(job)))
        : Optional.empty();
  }
}
