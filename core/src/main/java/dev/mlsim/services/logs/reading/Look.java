package dev.mlsim.services.logs.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Handler;
import java.util.function.Function;

/**
 * An operation that only looks.
 *
 * @param kind what kind of operation it is
 * @param looking what it answers
 */
record Look(String kind, Function<Call, ObjectNode> looking) implements Handler {
  @Override
  public ObjectNode answer(Call call) {
    return looking.apply(call);
  }
}
