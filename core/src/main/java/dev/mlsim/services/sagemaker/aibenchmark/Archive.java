package dev.mlsim.services.sagemaker.aibenchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A gzipped tar archive (POSIX.1-1988, ustar), the same bytes for the same files. */
final class Archive {
  private static final int BLOCK = 512;
  private static final int MODE = 100;
  private static final int OWNER = 108;
  private static final int GROUP = 116;
  private static final int SIZE = 124;
  private static final int MODIFIED = 136;
  private static final int CHECKSUM = 148;
  private static final int KIND = 156;
  private static final int MAGIC = 257;

  private Archive() {}

  /** Texts by their names, of at most 100 letters each. */
  static byte[] of(Map<String, String> files, Instant modified) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        out.write(header(file.getKey(), content.length, modified));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
      }
      out.write(new byte[2 * BLOCK]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(String name, int size, Instant modified) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, MODE, octal(0644, 7));
    put(header, OWNER, octal(0, 7));
    put(header, GROUP, octal(0, 7));
    put(header, SIZE, octal(size, 11));
    put(header, MODIFIED, octal(modified.getEpochSecond(), 11));
    put(header, CHECKSUM, " ".repeat(8));
    put(header, KIND, "0");
    put(header, MAGIC, "ustar\0" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, CHECKSUM, octal(sum, 6) + "\0");
    return header;
  }

  private static String octal(long value, int digits) {
    String text = Long.toOctalString(value);
    return "0".repeat(digits - text.length()) + text;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
