package dev.mlsim.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/** What was to be read is no JSON, or more deeply nested or longer than is read. */
public final class MalformedJson extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String place;

  private MalformedJson(String problem, String place, Throwable cause) {
    super("mlsim: cannot read this as JSON" + place + ": " + problem, cause);
    this.problem = problem;
    this.place = place;
  }

  static MalformedJson of(IOException cause) {
    if (cause instanceof JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      return new MalformedJson(e.getOriginalMessage(), place, e);
    }
    return new MalformedJson(String.valueOf(cause.getMessage()), "", cause);
  }

  /** What is wrong, in the parser's words alone. */
  public String problem() {
    return problem;
  }

  /** Where and what: the rest of a sentence that says what is no JSON. */
  public String placeAndProblem() {
    return place + ": " + problem;
  }
}
