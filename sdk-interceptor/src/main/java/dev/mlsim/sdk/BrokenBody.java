package dev.mlsim.sdk;

import java.io.IOException;
import java.io.InputStream;

/** A body, or the rest of one, that can't be read. */
final class BrokenBody extends InputStream {
  private final IOException failure;

  BrokenBody(IOException failure) {
    this.failure = failure;
  }

  @Override
  public int read() throws IOException {
    throw failure;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    throw failure;
  }
}
