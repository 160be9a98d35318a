package dev.mlsim.services.sagemaker.aibenchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Arns;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.Optional;

/** What a job registers when it completes: a package of the model, and one of each adapter. */
final class Publication {
  private static final String SPECIFICATION = "InferenceSpecification";
  private static final TypeRef GROUP = TypeRef.to("model-package-group", "ValidationException");

  private final Resource job;
  private final World world;

  private Publication(Resource job, World world) {
    this.job = job;
    this.world = world;
  }

  static void publish(Resource job, World world) {
    Publication publication = new Publication(job, world);
    try {
      publication.publish();
    } catch (ServiceError e) {
      world.note(job + " publishes no model package: " + e.message());
    }
  }

  private void publish() {
    String group =
        Documents.at(job.attributes(), "OutputConfig.ModelPackageGroupIdentifier")
            .map(JsonNode::asText)
            .map(Arns::name)
            .orElse(job.name());
    String arn = register(group, model());
    Optional<ObjectNode> adapters = adapters();
    world.change(
        job,
        j -> {
          Resource published = j.withNote(Recommendations.PACKAGE, arn);
          return adapters
              .map(a -> published.withNote(Recommendations.ADAPTERS, a))
              .orElse(published);
        });
  }

  private String register(String group, ObjectNode version) {
    if (world.registry().find(GROUP, group).isEmpty()) {
      world.invoke(
          job, "CreateModelPackageGroup", Documents.empty().put("ModelPackageGroupName", group));
    }
    version.put("ModelPackageGroupName", group).put("ModelApprovalStatus", "PendingManualApproval");
    return world.invoke(job, "CreateModelPackage", version).path("ModelPackageArn").asText();
  }

  private ObjectNode model() {
    ObjectNode version = Documents.empty();
    String source = job.attributes().at("/ModelSource/S3/S3Uri").asText();
    specification(version.putObject(SPECIFICATION), source);
    ArrayNode more = version.putArray("AdditionalInferenceSpecifications");
    for (JsonNode found : job.notes().path(Recommendations.FOUND)) {
      ObjectNode one =
          more.addObject()
              .put("Name", found.at("/ModelDetails/InferenceSpecificationName").asText());
      specification(one, source);
      one.putArray("SupportedRealtimeInferenceInstanceTypes")
          .add(found.at("/DeploymentConfiguration/InstanceType").asText());
    }
    return version;
  }

  private void specification(ObjectNode specification, String source) {
    ObjectNode container = specification.putArray("Containers").addObject();
    container.put("Image", Recommendations.image(job, world));
    container
        .putObject("ModelDataSource")
        .putObject("S3DataSource")
        .put("S3Uri", source.endsWith("/") ? source : source + "/")
        .put("S3DataType", "S3Prefix")
        .put("CompressionType", "None");
    specification.putArray("SupportedContentTypes").add("application/json");
    specification.putArray("SupportedResponseMIMETypes").add("application/json");
  }

  /** Both forms of the adapters, whichever the job was given. */
  private Optional<ObjectNode> adapters() {
    JsonNode source = job.attributes().path("AdapterSource");
    if (source.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode both = Documents.empty();
    ArrayNode packages = both.putArray("ModelPackageArns");
    ArrayNode places = both.putArray("S3Uris");
    for (JsonNode given : source.path("ModelPackageArns")) {
      packages.add(given);
      places
          .addObject()
          .put("AdapterId", given.path("AdapterId").asText())
          .put("S3Uri", place(given.path("ModelPackageArn").asText()));
    }
    for (JsonNode given : source.path("S3Uris")) {
      places.add(given);
      ObjectNode version = Documents.empty();
      specification(version.putObject(SPECIFICATION), given.path("S3Uri").asText());
      packages
          .addObject()
          .put("AdapterId", given.path("AdapterId").asText())
          .put("ModelPackageArn", register(job.name() + "-adapters", version));
    }
    return Optional.of(both);
  }

  private String place(String arn) {
    return world
        .registry()
        .byArn(RecommendationJobs.PACKAGE, arn)
        .map(found -> found.attributes().at("/InferenceSpecification/Containers/0"))
        .map(
            container ->
                container
                    .at("/ModelDataSource/S3DataSource/S3Uri")
                    .asText(container.path("ModelDataUrl").asText()))
        .orElse("");
  }
}
