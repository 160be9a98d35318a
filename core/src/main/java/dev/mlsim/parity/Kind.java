package dev.mlsim.parity;

import java.util.Locale;

/** In what an answer of mlsim's differs from AWS's. */
public enum Kind {
  /** One is an error and the other isn't, or the HTTP status is another. */
  STATUS,
  /** The code of the error. */
  CODE,
  /** What the error says, apart from the names in it. */
  MESSAGE,
  /** A member that AWS shows and mlsim doesn't. */
  ONLY_ON_AWS,
  /** A member that mlsim shows and AWS doesn't. */
  ONLY_HERE,
  /** The JSON type of a member. */
  TYPE,
  /** One of AWS's own words, such as a value of an enum. */
  VALUE,
  /** A number; a length of time if it is off by more than a tenth. */
  NUMBER,
  /** The status of a resource, which is none that AWS showed at about this time. */
  STATE,
  /** How many elements a list has. */
  SIZE,
  /** The order of a list. */
  ORDER;

  /** The word for it in a list of what is allowed, such as {@code only-on-aws}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
