package dev.mlsim.fault;

/** One way for a call to go wrong. */
public sealed interface Fault {

  /** What it does, for the journal. */
  String says();

  /** The service's own throttling error. */
  record Throttle() implements Fault {
    @Override
    public String says() {
      return "throttle";
    }
  }
}
