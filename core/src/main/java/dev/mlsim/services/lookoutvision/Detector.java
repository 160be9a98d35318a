package dev.mlsim.services.lookoutvision;

/** What a model says of an image, as a test has it. See {@link VisionModels}. */
@FunctionalInterface
public interface Detector {
  /**
   * Looks at an image. Called under the simulator's lock, on the caller's thread; what it throws
   * comes out of the caller's client.
   *
   * @param image the bytes that the caller sent
   */
  Detection detect(byte[] image);
}
