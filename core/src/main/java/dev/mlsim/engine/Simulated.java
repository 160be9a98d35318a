package dev.mlsim.engine;

import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceIndex;

/** A service that a simulator simulates, by what is known of it before it is loaded. */
interface Simulated {

  /** The name that its calls are signed for. */
  String signingName();

  /** Its id in the SDKs. */
  String serviceId();

  /** What the name of its host begins with, such as {@code runtime.sagemaker}. */
  String endpointPrefix();

  /** Whether nearly every path means something to it, as to S3. */
  boolean takesAnyPath();

  /** Whether it answers clients that code makes by itself only where a test asks for it. */
  default boolean standsAside() {
    return false;
  }

  /** The names by which it can be asked. */
  ServiceIndex index();

  /** Whether somebody has asked for it. */
  boolean isLoaded();

  /** The service itself. */
  Service service();
}
