import org.jspecify.annotations.NullMarked;

/**
 * Puts the simulated world behind the AWS SDK for Java 2.x.
 *
 * <p>The SDK's own modules are automatic ones. It finds interceptors by a resource, which is opened
 * to it.
 */
@NullMarked
@SuppressWarnings({"opens", "requires-automatic", "requires-transitive-automatic"})
module dev.mlsim.sdk {
  requires transitive dev.mlsim.core;
  requires transitive software.amazon.awssdk.awscore;
  requires transitive software.amazon.awssdk.core;
  requires transitive software.amazon.awssdk.http;
  requires transitive software.amazon.awssdk.utils;
  requires transitive org.reactivestreams;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.profiles;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries;
  requires software.amazon.awssdk.retries.api;
  requires static transitive org.jspecify;

  exports dev.mlsim.sdk;

  opens software.amazon.awssdk.global.handlers;
}
