package dev.mlsim.sdk.http;

import java.io.IOException;

/** A request that can't be read, or may not be; the connection ends with the answer to it. */
final class Unreadable extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  Unreadable(int status, String says) {
    super(says);
    this.status = status;
  }

  int status() {
    return status;
  }
}
