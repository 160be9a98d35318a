package dev.mlsim.sdk.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Makes the calls of a {@link Stage}, and lets its time pass. */
interface Caller {

  /** What the service answers to a call. */
  ObjectNode call(String operation, ObjectNode input);

  /** Moves time to what comes next. */
  void advanceToNext();

  /** Moves time until nothing is on its way. */
  void runUntilIdle(Duration limit);
}
