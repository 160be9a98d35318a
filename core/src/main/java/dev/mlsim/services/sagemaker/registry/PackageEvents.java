package dev.mlsim.services.sagemaker.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Emission;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.EventDetail;
import java.util.List;

/**
 * The events of model packages, which pipelines of deployment wait for: of each status, and of each
 * update with the fields that it changed (developer guide, "SageMaker AI events in EventBridge").
 */
final class PackageEvents {
  /** A note of a package: what its last update changed. */
  private static final String FIELDS = "updatedFields";

  /** A note of a package: how far it had come by then. */
  private static final String MOVES = "movesBeforeUpdate";

  private static final List<String> TOLD =
      List.of(
          "ModelLifeCycle",
          "ModelApprovalStatus",
          "ApprovalDescription",
          "SourceUri",
          "CustomerMetadataProperties",
          "InferenceSpecification");

  private static final EventDetail SHOWN =
      EventDetail.of(
          """
          ModelPackageGroupName ModelPackageName ModelPackageVersion ModelPackageArn
          ModelPackageDescription CreationTime:iso LastModifiedTime:iso InferenceSpecification
          ModelPackageStatus ModelPackageStatusDetails CertifyForMarketplace ModelApprovalStatus
          ApprovalDescription MetadataProperties ModelMetrics ModelLifeCycle
          CustomerMetadataProperties
          """);

  static final Emission STATE =
      new Emission(
          "SageMaker Model Package State Change", Emission.Moment.CHANGE, PackageEvents::detail);

  private PackageEvents() {}

  static Resource noted(Call call, Resource updated) {
    ArrayNode fields = JsonNodeFactory.instance.arrayNode();
    TOLD.stream().filter(call::has).forEach(fields::add);
    return updated.withNote(FIELDS, fields).withNote(MOVES, updated.history().size());
  }

  private static ObjectNode detail(ResourceType type, Resource made, World world) {
    ObjectNode detail = SHOWN.of(type, made, world);
    Documents.at(made.notes(), FIELDS)
        .filter(fields -> made.notes().path(MOVES).asInt() == made.history().size())
        .ifPresent(fields -> detail.set("UpdatedModelPackageFields", fields));
    return detail;
  }
}
