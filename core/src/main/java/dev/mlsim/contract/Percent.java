package dev.mlsim.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoding, as it comes in paths and query strings. */
final class Percent {
  private Percent() {}

  /** Decodes one segment or parameter; in a query a plus sign is a blank. */
  static String decode(String text, boolean plusIsBlank) {
    if (text.indexOf('%') < 0 && !(plusIsBlank && text.indexOf('+') >= 0)) {
      return text;
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        decoded.write(16 * digit(raw, i + 1, text) + digit(raw, i + 2, text));
        i += 2;
      } else {
        decoded.write(plusIsBlank && raw[i] == '+' ? ' ' : raw[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /** The parameters of a query string, in order, each with all its values. */
  static Map<String, List<String>> query(String path) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    int mark = path.indexOf('?');
    if (mark < 0) {
      return parameters;
    }
    for (String pair : path.substring(mark + 1).split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  /** A path without its query string. */
  static String pathOnly(String path) {
    int mark = path.indexOf('?');
    return mark < 0 ? path : path.substring(0, mark);
  }

  private static int digit(byte[] raw, int index, String text) {
    int digit = index < raw.length ? Character.digit(raw[index], 16) : -1;
    if (digit < 0) {
      throw new MalformedInput("Invalid percent-encoding '" + text + "'");
    }
    return digit;
  }
}
