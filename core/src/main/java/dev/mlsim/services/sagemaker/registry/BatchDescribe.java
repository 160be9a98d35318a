package dev.mlsim.services.sagemaker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import java.util.List;
import java.util.Optional;

/**
 * BatchDescribeModelPackage: a summary of each that is there, and an error of each that isn't; the
 * call itself succeeds.
 */
final class BatchDescribe implements Handler {
  private static final List<String> SHOWN =
      List.of(
          "ModelPackageGroupName",
          "ModelPackageVersion",
          "ModelPackageArn",
          "ModelPackageDescription",
          "CreationTime",
          "InferenceSpecification",
          "ModelPackageStatus",
          "ModelApprovalStatus",
          "ModelPackageRegistrationType");

  @Override
  public ObjectNode answer(Call call) {
    ObjectNode answer = Documents.empty();
    ObjectNode summaries = answer.putObject("ModelPackageSummaries");
    ObjectNode errors = Documents.empty();
    for (JsonNode asked : call.input().path("ModelPackageArnList")) {
      String arn = asked.asText();
      Optional<Resource> found = call.world().registry().byArn(ModelPackages.TYPE, arn);
      if (found.isPresent()) {
        summaries.set(arn, summary(call, found.get()));
      } else {
        ServiceError missing = ModelPackages.TYPE.missing(call, arn);
        errors
            .putObject(arn)
            .put("ErrorCode", missing.code())
            .put("ErrorResponse", missing.message());
      }
    }
    if (!errors.isEmpty()) {
      answer.set("BatchDescribeModelPackageErrorMap", errors);
    }
    return answer;
  }

  private static ObjectNode summary(Call call, Resource made) {
    ObjectNode summary = Documents.empty();
    for (String member : SHOWN) {
      ModelPackages.TYPE
          .value(made, member, call.world())
          .ifPresent(value -> summary.set(member, value));
    }
    return summary;
  }

  @Override
  public String kind() {
    return "describe many";
  }
}
