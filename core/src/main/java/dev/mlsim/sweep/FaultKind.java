package dev.mlsim.sweep;

/** The kinds of trouble that a sweep tries, the simplest first. */
public enum FaultKind {
  /** Nothing goes wrong: the runs from which a sweep learns. */
  NONE("nothing goes wrong", false),
  /** What somebody asked for in words. */
  GIVEN("as given", false),
  /** The first attempt at each call is throttled, and the SDK's retry goes through. */
  THROTTLED_ONCE("every first attempt throttled", false),
  /** Each answer comes two seconds late. */
  LATE("all answers late", false),
  /** What was created is seen, and what was deleted is gone, five seconds later only. */
  LAGGING("reads lag behind", false),
  /** One call is throttled until its client gives up. */
  THROTTLED("throttled", false),
  /** One call's connection breaks, each time that its client tries, before AWS sees it. */
  CONNECTION_LOST("connection lost", false),
  /** One writing call is done by AWS, but its answer is lost; the SDK's retry comes second. */
  ANSWER_LOST("answer lost", false),
  /** One writing call is done by AWS, but no answer ever arrives. */
  ANSWERS_LOST("all answers lost", false),
  /** One creating call meets the account's quota. */
  QUOTA("quota exceeded", false),
  /** The body of an error that the code meets anyway arrives cut off. */
  BROKEN_ERROR("error cut off", false),
  /** The caller isn't allowed to call an operation at all. */
  DENIED("access denied", false),
  /** AWS fails inside whenever an operation is called. */
  SERVICE_FAILS("fails inside", false),
  /** An operation is throttled for good. */
  THROTTLED_FOR_GOOD("throttled for good", false),
  /** A resource fails in one of its phases. */
  RESOURCE_FAILS("fails", false),
  /** Somebody else stops a resource. */
  RESOURCE_STOPPED("is stopped", false),
  /** A resource takes ten times as long. */
  RESOURCE_SLOW("takes 10 x as long", false),
  /** A resource never gets on. */
  RESOURCE_STUCK("is stuck", false),
  /** All resources of a type fail, so that another try doesn't help. */
  ALL_FAIL("all of its type fail", false),
  /** One call fails inside of AWS, with all retries. */
  SERVER_ERROR("one fails inside", true),
  /** The service is unavailable for one call, with all retries. */
  UNAVAILABLE("unavailable", true),
  /** One call times out, with all retries, and AWS has not done it. */
  TIMED_OUT("timed out", true),
  /** The answer to one call arrives cut off, with all retries. */
  CUT_OFF("cut off", true),
  /** A proxy answers one call with HTML. */
  PROXY("proxy's HTML", true),
  /** The credentials expire at one operation. */
  EXPIRED("token expired", true);

  private final String label;
  private final boolean thorough;

  FaultKind(String label, boolean thorough) {
    this.label = label;
    this.thorough = thorough;
  }

  /** What it is called in a table. */
  public String label() {
    return label;
  }

  /** Whether only thorough sweeps try it. */
  public boolean isThorough() {
    return thorough;
  }

  /** Whether it befalls everything at once. */
  boolean isBlanket() {
    return this == THROTTLED_ONCE || this == LATE || this == LAGGING;
  }

  /** Whether it is about a resource rather than about a call. */
  boolean isOfResources() {
    return switch (this) {
      case RESOURCE_FAILS, RESOURCE_STOPPED, RESOURCE_SLOW, RESOURCE_STUCK, ALL_FAIL -> true;
      default -> false;
    };
  }
}
