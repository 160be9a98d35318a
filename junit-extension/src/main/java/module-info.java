import org.jspecify.annotations.NullMarked;

/**
 * The {@code @MlSimulator} JUnit extension and AssertJ assertions.
 *
 * <p>The listeners for the index of all stories and for the fence are found on the class path only:
 * a module can't offer them where JUnit's launcher is no module beside it, as under Surefire. There
 * the extension does what they do, from the first test with a world on.
 */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // the SDK's modules are
module dev.mlsim.junit {
  requires transitive dev.mlsim.sdk;
  requires transitive org.junit.jupiter.api;
  requires static org.assertj.core;
  requires static org.junit.platform.launcher;
  requires static transitive org.jspecify;

  exports dev.mlsim.assertj;
  exports dev.mlsim.junit;

  opens dev.mlsim.junit to
      org.junit.platform.commons;
}
