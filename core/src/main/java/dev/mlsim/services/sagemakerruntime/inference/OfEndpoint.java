package dev.mlsim.services.sagemakerruntime.inference;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import java.util.Optional;

/** An operation that asks the endpoint which the call names. */
interface OfEndpoint extends Handler {
  @Override
  default Optional<Resource> subject(Call call) {
    return Served.endpoint(call.world(), call.text("EndpointName").orElse(""));
  }

  @Override
  default String kind() {
    return "invoke";
  }
}
