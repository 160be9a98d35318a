package dev.mlsim.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An output document that is answered again and again, and so keeps the bytes it was written as.
 * Whoever makes one fills it before he hands it on; it is not changed afterwards.
 */
@SuppressWarnings("unchecked") // of deepCopy, as Jackson declares it
public final class KeptDocument extends ObjectNode {
  private static final long serialVersionUID = 1L;

  private byte @Nullable [] written;

  /** Makes an empty one, to be filled. */
  public KeptDocument() {
    super(JsonNodeFactory.instance);
  }

  /** What it was written as, or is now. */
  byte[] written(Supplier<byte[]> writer) {
    byte[] bytes = written;
    if (bytes == null) {
      bytes = writer.get();
      written = bytes;
    }
    return bytes;
  }
}
