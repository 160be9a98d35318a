package dev.mlsim.service;

import java.time.Duration;
import java.util.Locale;

/**
 * What one resource has cost so far, in one unit.
 *
 * @param type the resource's type, such as {@code training-job}
 * @param name what a person calls the resource
 * @param arn its ARN, empty where it has none
 * @param unit the unit, such as {@code inference-unit}
 * @param time the time of the unit: two units for half an hour are one hour
 * @param running how many units are in use now; zero if none
 * @param coming how many units will be in use if nobody interferes, where none are now
 * @param exists whether the resource exists still
 */
public record Charge(
    String type,
    String name,
    String arn,
    String unit,
    Duration time,
    long running,
    long coming,
    boolean exists) {

  private static final double MILLIS_AN_HOUR = 3_600_000;

  /** The unit's hours: two units for half an hour are one hour. */
  public double hours() {
    return hours(time);
  }

  /** A time in hours, with a fraction. */
  public static double hours(Duration time) {
    return time.toMillis() / MILLIS_AN_HOUR;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s [%s]: %s %s hours%s%s%s",
        type,
        name,
        shown(hours()),
        unit,
        running > 0 ? ", and " + running + " running" : "",
        coming > 0 ? ", and " + coming + " coming" : "",
        exists ? "" : ", deleted");
  }

  /** Hours to three places, none of them an idle zero. */
  private static String shown(double hours) {
    String text = String.format(Locale.ROOT, "%.3f", hours);
    return text.replaceFirst("\\.?0+$", "");
  }
}
