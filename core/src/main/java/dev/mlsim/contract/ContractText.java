package dev.mlsim.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a contract, sorted by what they are, not yet parsed: {@code kind name rest}.
 *
 * @see Contract the format
 */
final class ContractText {
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final Map<String, String> operations = new LinkedHashMap<>();
  private final Map<String, String> waiters = new LinkedHashMap<>();
  private final Map<String, String> errors = new LinkedHashMap<>();
  private final Map<String, String> shapes = new LinkedHashMap<>();

  /** Splits by hand: in a young JVM a reader's way of finding lines costs most of the loading. */
  static ContractText read(InputStream in) {
    ContractText contract = new ContractText();
    try (in) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int start = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        contract.add(text.substring(start, end));
        start = end + 1;
      }
      contract.add(text.substring(start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contract;
  }

  private void add(String line) {
    if (line.isEmpty() || line.charAt(0) == '#') {
      return;
    }
    int kindEnd = line.indexOf(' ');
    if (kindEnd < 0) {
      throw new IllegalArgumentException("mlsim: a line of a contract has no name [" + line + "]");
    }
    String kind = line.substring(0, kindEnd);
    int nameEnd = line.indexOf(' ', kindEnd + 1);
    String name = line.substring(kindEnd + 1, nameEnd < 0 ? line.length() : nameEnd);
    switch (kind) {
      case "serviceId" -> facts.put(kind, line.substring(kindEnd + 1)); // it may have blanks
      case "service", "apiVersion", "protocol" -> facts.put(kind, name);
      case "endpointPrefix", "signingName", "targetPrefix", "documents" -> facts.put(kind, name);
      case "operation" -> operations.put(name, line);
      case "waiter" -> waiters.put(name, line);
      default -> {
        shapes.put(name, line);
        if (kind.equals("error")) {
          errors.put(name, line);
        }
      }
    }
  }

  @Nullable String fact(String kind) {
    return facts.get(kind);
  }

  Map<String, String> operations() {
    return operations;
  }

  Map<String, String> waiters() {
    return waiters;
  }

  Map<String, String> errors() {
    return errors;
  }

  @Nullable String shape(String name) {
    return shapes.get(name);
  }

  Iterable<String> shapeNames() {
    return shapes.keySet();
  }
}
