package dev.mlsim.journal;

import java.util.List;

/** Calls that a journal has, to be asked for. Safe for threads. */
public interface CalledBefore {

  /** The calls, oldest first. */
  List<JournalEntry.Called> calls();

  /** The calls of one operation, oldest first. */
  default List<JournalEntry.Called> calls(String operation) {
    return calls().stream().filter(call -> call.operation().equals(operation)).toList();
  }
}
