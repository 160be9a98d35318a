package dev.mlsim.sdk;

/** Refuses SDKs that are older than can do, before one of their missing classes is met. */
final class OldestSdk {
  private static final String SINCE_2_26 = "software.amazon.awssdk.retries.api.RetryStrategy";
  private static final String VERSION = "software.amazon.awssdk.core.util.VersionInfo";

  private OldestSdk() {}

  /**
   * Refuses what is too old.
   *
   * @throws IllegalStateException if the SDK is older than 2.26
   */
  static void check() {
    ClassLoader loader = OldestSdk.class.getClassLoader();
    try {
      Class.forName(SINCE_2_26, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "mlsim: the AWS SDK for Java on the class path is ["
              + version(loader)
              + "], which is too old: the oldest that works is 2.26; import"
              + " software.amazon.awssdk:bom in 2.26 or later for the tests",
          e);
    }
  }

  /** The version of the SDK on the class path, such as {@code 2.40.2}. */
  static String version() {
    return version(OldestSdk.class.getClassLoader());
  }

  /** By reflection, for the compiler would copy the version that it met. */
  private static String version(ClassLoader loader) {
    try {
      return String.valueOf(Class.forName(VERSION, true, loader).getField("SDK_VERSION").get(null));
    } catch (ReflectiveOperationException unknown) {
      return "unknown";
    }
  }
}
