package dev.mlsim.services.sagemakera2iruntime;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a worker is asked.
 *
 * @param humanLoop the name of the human loop
 * @param flowDefinition the name of its flow definition
 * @param input the input content: a text of JSON
 * @param worker which worker it is, from 1 to the flow definition's task count
 * @param started when the loop was started
 */
public record HumanTask(
    String humanLoop, String flowDefinition, String input, int worker, Instant started) {

  /** Checks that nothing is missing. */
  public HumanTask {
    requireNonNull(humanLoop, "humanLoop");
    requireNonNull(flowDefinition, "flowDefinition");
    requireNonNull(input, "input");
    requireNonNull(started, "started");
  }
}
