package dev.mlsim.sdk.lookoutvision;

import java.nio.ByteBuffer;

/** Heads of image files, as far as anybody looks at them. */
final class Images {
  private Images() {}

  static byte[] png(int width, int height) {
    return ByteBuffer.allocate(64)
        .putLong(0x89504E470D0A1A0AL)
        .putInt(13)
        .put(new byte[] {'I', 'H', 'D', 'R'})
        .putInt(width)
        .putInt(height)
        .array();
  }

  static byte[] jpeg(int width, int height) {
    return ByteBuffer.allocate(64)
        .putShort((short) 0xFFD8)
        .putShort((short) 0xFFE0)
        .putShort((short) 16)
        .put(new byte[14])
        .putShort((short) 0xFFC0)
        .putShort((short) 17)
        .put((byte) 8)
        .putShort((short) height)
        .putShort((short) width)
        .array();
  }
}
