package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.ResourceStore;
import dev.mlsim.service.TypeRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The traces of endpoints: a context, and an action of each deployment that came into service,
 * which the packages, or else the images and models, of the deployed models contribute to.
 */
final class EndpointTraces {
  private static final TypeRef CONFIG =
      TypeRef.to("endpoint-config", "endpoint configuration", VALIDATION);

  private static final TypeRef MODEL = TypeRef.to("sagemaker:model", VALIDATION);
  private static final TypeRef PACKAGE = TypeRef.to("model-package", VALIDATION);
  private static final String SUFFIX = "-aws-endpoint";
  private static final String DEPLOYED = "config";

  private EndpointTraces() {}

  static void endpoint(Traces traces) {
    Resource endpoint = traces.source();
    if (!endpoint.is("InService")) {
      return;
    }
    boolean isFirst = !traces.knows(DEPLOYED);
    String config = endpoint.attributes().path("EndpointConfigName").asText();
    if (traces.changes(DEPLOYED, config)) {
      Instant at = isFirst ? endpoint.created() : endpoint.lastTransition().at();
      String action =
          traces.named(
              Kind.ACTION,
              endpoint.name() + "-" + at.getEpochSecond() + SUFFIX,
              isFirst ? "ModelDeployment" : "ModelReplaced",
              endpoint.arn(),
              at);
      String context =
          traces.named(
              Kind.CONTEXT,
              endpoint.name() + SUFFIX,
              "Endpoint",
              endpoint.arn(),
              endpoint.created());
      for (JsonNode container : containers(traces, config)) {
        contribute(traces, container, action, at);
      }
      traces.edge(action, Traces.ASSOCIATED, context, at);
    }
  }

  private static List<JsonNode> containers(Traces traces, String config) {
    ResourceStore store = traces.world().registry();
    List<JsonNode> containers = new ArrayList<>();
    for (Resource deployed : store.byKey(CONFIG, config).stream().toList()) {
      for (JsonNode variant : deployed.attributes().path("ProductionVariants")) {
        store
            .byKey(MODEL, variant.path("ModelName").asText())
            .ifPresent(model -> add(model, containers));
      }
    }
    return containers;
  }

  private static void add(Resource model, List<JsonNode> containers) {
    model.attributes().path("Containers").forEach(containers::add);
    if (model.attributes().has("PrimaryContainer")) {
      containers.add(model.attributes().path("PrimaryContainer"));
    }
  }

  private static void contribute(Traces traces, JsonNode container, String action, Instant at) {
    Optional<Resource> made =
        traces.world().registry().find(PACKAGE, container.path("ModelPackageName").asText());
    if (made.isPresent()) {
      traces.edge(traces.artifact(made.get()), Traces.CONTRIBUTED, action, at);
    } else {
      RegistryTraces.contribute(traces, container, action, at);
    }
  }
}
