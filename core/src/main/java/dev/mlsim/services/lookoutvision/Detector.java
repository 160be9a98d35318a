package dev.mlsim.services.lookoutvision;

/** What a model says of an image, as a test has it. See {@link VisionModels}. */
@FunctionalInterface
public interface Detector {
  /**
   * Looks at an image. It only computes, and is called under the simulator's lock: what it throws
   * comes out of the caller's client in the simulator's own words.
   *
   * @param image the bytes that the caller sent
   */
  Detection detect(byte[] image);
}
