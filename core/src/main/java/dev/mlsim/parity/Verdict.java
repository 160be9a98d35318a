package dev.mlsim.parity;

/** What came of replaying one recorded attempt. */
public enum Verdict {
  /** mlsim answers as AWS did. */
  AGREES("agree"),
  /** It answers otherwise. */
  DIFFERS("differ"),
  /** It can't be told: it is about something that wasn't made in the recording, or left out. */
  UNKNOWN("unknown"),
  /** Not asked: AWS's weather (throttles, 5xx), lost connections, payloads of data planes. */
  NOT_REPLAYED("not replayed"),
  /** mlsim doesn't simulate the operation. */
  NOT_SIMULATED("not simulated");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
