package dev.mlsim.services.sagemaker.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.util.Optional;

/** DescribePipeline: as the pipeline is now, or as one of its versions is. */
final class DescribePipeline implements Handler {
  private static final Describe LATEST = Describe.a(Pipelines.TYPE);
  private static final Describe VERSION = Describe.a(Versions.TYPE);

  @Override
  public ObjectNode answer(Call call) {
    return (call.has("PipelineVersionId") ? VERSION : LATEST).answer(call);
  }

  @Override
  public String kind() {
    return LATEST.kind();
  }

  @Override
  public Look look() {
    return LATEST.look();
  }

  @Override
  public Optional<ResourceType> type() {
    return LATEST.type();
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return LATEST.subject(call);
  }
}
