package dev.mlsim.services.s3.objects;

import dev.mlsim.service.Call;
import dev.mlsim.service.ServiceError;
import dev.mlsim.services.s3.vocabulary.Errors;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object.
 *
 * @param from the first byte
 * @param to the last byte; before the first where there is none
 * @param size how many the object has
 */
record ByteRange(int from, int to, int size) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** What a call asks for; nothing if that is the whole, or can't be read. */
  static Optional<ByteRange> of(Call call, int size) {
    Optional<Long> part = call.number("PartNumber");
    if (part.isPresent()) {
      if (part.get() != 1) {
        throw new ServiceError("InvalidPartNumber", "The requested partnumber is not satisfiable");
      }
      return Optional.of(new ByteRange(0, size - 1, size));
    }
    Optional<String> said = call.text("Range");
    Matcher range = ONE.matcher(said.orElse(""));
    if (!range.matches() || range.group(1).length() + range.group(2).length() == 0) {
      return Optional.empty();
    }
    long first = range.group(1).isEmpty() ? -1 : Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? -1 : Long.parseLong(range.group(2));
    if (first >= 0 && last >= 0 && last < first) {
      return Optional.empty();
    }
    long from = first < 0 ? Math.max(0, size - last) : first;
    if (from >= size || (first < 0 && last == 0)) {
      throw Errors.invalidRange(said.orElseThrow(), size);
    }
    long to = first < 0 || last < 0 ? size - 1L : Math.min(last, size - 1L);
    return Optional.of(new ByteRange((int) from, (int) to, size));
  }

  int length() {
    return to - from + 1;
  }

  /** As the header {@code Content-Range} has it. */
  @Override
  public String toString() {
    return "bytes " + from + "-" + to + "/" + size;
  }
}
