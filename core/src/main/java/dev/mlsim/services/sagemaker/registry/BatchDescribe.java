package dev.mlsim.services.sagemaker.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ServiceError;
import java.util.Optional;

/**
 * BatchDescribeModelPackage: a summary of each that is there, and an error of each that isn't; the
 * call itself succeeds.
 */
final class BatchDescribe implements Handler {
  private static final String SUMMARIES = "ModelPackageSummaries";

  @Override
  public ObjectNode answer(Call call) {
    ObjectNode answer = Documents.empty();
    ObjectNode summaries = answer.putObject(SUMMARIES);
    ObjectNode errors = Documents.empty();
    for (JsonNode asked : call.input().path("ModelPackageArnList")) {
      String arn = asked.asText();
      Optional<Resource> found = call.world().registry().byArn(ModelPackages.TYPE, arn);
      if (found.isPresent()) {
        summaries.set(arn, call.element(ModelPackages.TYPE, found.get(), SUMMARIES));
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

  @Override
  public String kind() {
    return "describe many";
  }
}
