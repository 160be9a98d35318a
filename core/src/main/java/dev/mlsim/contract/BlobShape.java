package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

/**
 * Bytes: base64 text in a JSON body, raw as a payload.
 *
 * @param name the name of the type in the model
 * @param sensitive whether AWS leaves its values out of messages
 * @param length how many bytes are allowed, decoded
 * @param streaming whether it travels as a stream
 */
public record BlobShape(String name, boolean sensitive, Bounds length, boolean streaming)
    implements Shape {
  /** Checks that nothing is missing. */
  public BlobShape {
    requireNonNull(name, "name");
    requireNonNull(length, "length");
  }
}
