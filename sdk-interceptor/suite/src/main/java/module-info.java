import org.jspecify.annotations.NullMarked;

/** What every declaration of a service must pass, through the real SDK client. */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // the SDK's modules are
module dev.mlsim.sdk.suite {
  requires transitive dev.mlsim.sdk;
  requires transitive org.junit.jupiter.api;
  requires org.assertj.core;
  requires static transitive org.jspecify;

  exports dev.mlsim.sdk.suite;
}
