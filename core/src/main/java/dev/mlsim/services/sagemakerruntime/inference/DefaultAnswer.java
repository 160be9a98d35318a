package dev.mlsim.services.sagemakerruntime.inference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.service.Documents;
import dev.mlsim.services.sagemakerruntime.Inference;
import dev.mlsim.services.sagemakerruntime.Invocation;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What an endpoint answers where the test says nothing: a score by the variant's image, whose
 * digest is of the seed, and by what was sent. It says what it is.
 */
final class DefaultAnswer {
  private static final String CSV = "text/csv";
  private static final double STEPS = 10_000;

  private DefaultAnswer() {}

  static Inference to(Invocation call, Served served) {
    long seed = Json.text(served.variant()).hashCode();
    seed = 31 * seed + Json.text(served.running().path("DeployedImages")).hashCode();
    SplittableRandom chance = new SplittableRandom(31 * seed + Arrays.hashCode(call.body()));
    String type = call.accept().orElse(call.contentType().orElse(""));
    Inference answer =
        type.startsWith(CSV) ? csv(call, chance) : Inference.json(json(call, chance));
    return answer.customAttributes("mlsim: a default answer");
  }

  private static Inference csv(Invocation call, SplittableRandom chance) {
    StringBuilder lines = new StringBuilder();
    call.text()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> lines.append(score(chance)).append('\n'));
    return Inference.of(lines.toString(), CSV);
  }

  private static String json(Invocation call, SplittableRandom chance) {
    ObjectNode answer = Documents.empty();
    answer.putArray("predictions").addObject().put("score", score(chance));
    answer.put(
        "mlsim",
        "a default answer; sim.setup(EndpointModels.class).endpoint(\""
            + call.endpoint()
            + "\").answers(...) gives another");
    return Json.text(answer);
  }

  private static double score(SplittableRandom chance) {
    return Math.round(chance.nextDouble() * STEPS) / STEPS;
  }
}
