package dev.mlsim.services.sagemaker.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.TypeRef;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.time.Instant;

/**
 * The traces of model packages: an artifact that the images and models of its containers contribute
 * to, the context of its group, and an action of each status of approval. How these are called
 * follows what data-science-on-aws/workshop shows of one.
 */
final class RegistryTraces {
  private static final TypeRef GROUP = TypeRef.to("model-package-group", SharedErrors.VALIDATION);

  private static final String SUFFIX = "-aws-model-group";

  private RegistryTraces() {}

  static void modelPackage(Traces traces) {
    Resource made = traces.source();
    Instant created = made.created();
    String artifact = traces.artifact(made);
    String group = made.attributes().path("ModelPackageGroupName").asText();
    if (traces.enters("made")) {
      for (JsonNode container : traces.given("/InferenceSpecification/Containers")) {
        contribute(traces, container, artifact, created);
      }
      if (!group.isEmpty()) {
        traces.edge(artifact, Traces.ASSOCIATED, context(traces, group), created);
      }
    }
    String status = made.attributes().path("ModelApprovalStatus").asText();
    if (!status.isEmpty() && traces.changes("approval", status)) {
      Instant at =
          Documents.at(traces.world().shown(made), "LastModifiedTime")
              .map(Timestamps::instant)
              .orElse(created);
      String name =
          made.key().replace('/', '-') + "-" + status + "-" + at.getEpochSecond() + SUFFIX;
      String action = traces.named(Kind.ACTION, name, "Approval", made.arn(), at);
      traces.edge(action, Traces.CONTRIBUTED, artifact, at);
    }
  }

  private static String context(Traces traces, String name) {
    return traces
        .world()
        .registry()
        .byKey(GROUP, name)
        .map(
            group ->
                traces.named(
                    Kind.CONTEXT, name + SUFFIX, "ModelGroup", group.arn(), group.created()))
        .orElse("");
  }

  /** What a container runs and serves contributes to the entity of an ARN. */
  static void contribute(Traces traces, JsonNode container, String to, Instant at) {
    JsonNode data = container.path("ModelDataUrl");
    JsonNode model =
        data.isMissingNode() ? container.at("/ModelDataSource/S3DataSource/S3Uri") : data;
    traces.edge(traces.artifact(container.path("Image"), "Image", at), Traces.CONTRIBUTED, to, at);
    traces.edge(traces.artifact(model, "Model", at), Traces.CONTRIBUTED, to, at);
  }
}
