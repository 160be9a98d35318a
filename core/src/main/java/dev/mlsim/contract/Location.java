package dev.mlsim.contract;

import java.util.Locale;

/** Where in an HTTP message a member of a structure travels. */
public enum Location {
  /** A member of the JSON body. */
  BODY,
  /** A label of the request path. */
  URI,
  /** A parameter of the query string, repeated for a list. */
  QUERY,
  /** A header. */
  HEADER,
  /** All headers whose names begin so: a map of what follows in their names. */
  HEADERS,
  /** The body itself: raw bytes of a blob, or the JSON of a structure. */
  PAYLOAD;

  static Location of(String keyword) {
    return valueOf(keyword.toUpperCase(Locale.ROOT));
  }
}
