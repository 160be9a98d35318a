package dev.mlsim.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A point in time. */
public final class TimestampShape implements Shape {
  private final String name;
  private final boolean sensitive;
  private final @Nullable TimestampFormat format;

  TimestampShape(String name, boolean sensitive, @Nullable TimestampFormat format) {
    this.name = requireNonNull(name, "name");
    this.sensitive = sensitive;
    this.format = format;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean sensitive() {
    return sensitive;
  }

  /** The format the model sets, if it sets one. */
  public Optional<TimestampFormat> format() {
    return Optional.ofNullable(format);
  }

  /** The format on the wire: the one the model sets, or else the protocols' default there. */
  public TimestampFormat formatIn(Location location) {
    if (format != null) {
      return format;
    }
    return switch (location) {
      case BODY, PAYLOAD -> TimestampFormat.EPOCH_SECONDS;
      case URI, QUERY -> TimestampFormat.ISO_8601;
      case HEADER, HEADERS -> TimestampFormat.HTTP_DATE;
    };
  }

  @Override
  public String toString() {
    return "timestamp " + name;
  }
}
