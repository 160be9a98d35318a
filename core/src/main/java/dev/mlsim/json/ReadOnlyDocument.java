package dev.mlsim.json;

/** Somebody tries to change a document that is read-only. */
final class ReadOnlyDocument extends UnsupportedOperationException {
  private static final long serialVersionUID = 1L;

  ReadOnlyDocument() {
    super(
        "mlsim: this document is what the simulator holds, and is read-only;"
            + " change a deepCopy() of it");
  }
}
