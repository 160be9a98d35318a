package dev.mlsim.services.lookoutvision.projects;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads which colours a PNG has, by the PNG specification: grey, true colour or palette, with or
 * without alpha, eight bits deep and not interlaced, as masks are. The JDK's own reader is not used
 * since it belongs to the desktop and starts a thread.
 */
final class PngColors {
  private static final int HEAD = 33;
  private static final int MOST_PIXELS = 4096 * 4096;
  private static final int HEADER_CHUNK = 8;
  private static final int PALETTE = 3;

  private final byte[] raw;
  private final int bytesOfPixel;
  private final int line;

  private PngColors(byte[] raw, int width, int bytesOfPixel) {
    this.raw = raw;
    this.bytesOfPixel = bytesOfPixel;
    this.line = width * bytesOfPixel + 1;
  }

  /** The colours, as {@code #rrggbb}; empty for a file of another kind or a broken one. */
  static Optional<Set<String>> of(byte[] png) {
    if (Image.read(png).isEmpty() || png.length < HEAD) {
      return Optional.empty();
    }
    ByteBuffer file = ByteBuffer.wrap(png);
    int width = file.getInt(16);
    int height = file.getInt(20);
    int type = png[25];
    int samples = samples(type);
    boolean plain = png[24] == 8 && png[28] == 0 && samples > 0;
    if (!plain || width <= 0 || height <= 0 || (long) width * height > MOST_PIXELS) {
      return Optional.empty();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] palette = {};
    int at = HEADER_CHUNK;
    while (at + 12 <= png.length) {
      int length = file.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        return Optional.empty();
      }
      String chunk = new String(png, at + 4, 4, StandardCharsets.US_ASCII);
      if (chunk.equals("IDAT")) {
        packed.write(png, at + 8, length);
      } else if (chunk.equals("PLTE")) {
        palette = Arrays.copyOfRange(png, at + 8, at + 8 + length);
      }
      at += length + 12;
    }
    byte[] raw = new byte[(width * samples + 1) * height];
    return inflate(packed.toByteArray(), raw)
        ? new PngColors(raw, width, samples).read(type, palette)
        : Optional.empty();
  }

  private static int samples(int type) {
    return switch (type) {
      case 0, PALETTE -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 0;
    };
  }

  private static boolean inflate(byte[] packed, byte[] into) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      return inflater.inflate(into) == into.length;
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }

  private Optional<Set<String>> read(int type, byte[] palette) {
    Set<String> colors = new LinkedHashSet<>();
    int last = -1;
    for (int start = 0; start < raw.length; start += line) {
      unfilter(start);
      for (int at = start + 1; at < start + line; at += bytesOfPixel) {
        int color = color(type, palette, at);
        if (color != last) {
          last = color;
          colors.add(String.format(Locale.ROOT, "#%06x", color));
        }
      }
    }
    return Optional.of(colors);
  }

  private int color(int type, byte[] palette, int at) {
    if (type == PALETTE) {
      int entry = 3 * (raw[at] & 0xFF);
      return entry + 3 <= palette.length ? rgb(palette, entry) : 0;
    }
    return bytesOfPixel >= 3 ? rgb(raw, at) : (raw[at] & 0xFF) * 0x010101;
  }

  private static int rgb(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 16 | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF);
  }

  /** Section 9 of the specification: each byte adds to what stands before it, above it, or both. */
  private void unfilter(int start) {
    int filter = raw[start];
    for (int at = start + 1; at < start + line; at++) {
      int left = at - bytesOfPixel > start ? raw[at - bytesOfPixel] & 0xFF : 0;
      int up = start > 0 ? raw[at - line] & 0xFF : 0;
      int corner =
          start > 0 && at - bytesOfPixel > start ? raw[at - bytesOfPixel - line] & 0xFF : 0;
      int add =
          switch (filter) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            case 4 -> paeth(left, up, corner);
            default -> 0;
          };
      raw[at] = (byte) (raw[at] + add);
    }
  }

  private static int paeth(int left, int up, int corner) {
    int guess = left + up - corner;
    int toLeft = Math.abs(guess - left);
    int toUp = Math.abs(guess - up);
    int toCorner = Math.abs(guess - corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
