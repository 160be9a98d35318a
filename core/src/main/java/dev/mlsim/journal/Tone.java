package dev.mlsim.journal;

import java.util.Locale;
import java.util.regex.Pattern;

/** The colour in which a state is drawn; the classes of story.css. */
enum Tone {
  PREPARES(".*(pending|queued|starting|launching|preparing|creating|created|scheduled).*"),
  CARRIES(".*(download|upload|import|export|archiv|copy).*"),
  ENDS(".*(stopping|deleting|cancel).*"),
  WORKS(".*"),
  RESTS("-"),
  STOPPED("-"),
  FAILED("-");

  private final Pattern says;

  Tone(String says) {
    this.says = Pattern.compile(says);
  }

  static Tone of(JournalEntry.Moved move) {
    String state = move.to().toLowerCase(Locale.ROOT);
    return switch (move.standing()) {
      case FAILED -> FAILED;
      case AT_REST, GONE -> state.contains("stopped") || state.contains("cancel") ? STOPPED : RESTS;
      case IN_PROGRESS -> ofProgress(state);
    };
  }

  // "InProgress/Starting": the phase tells more than the status, unless the status is an end.
  private static Tone ofProgress(String state) {
    if (ENDS.says.matcher(state).matches()) {
      return ENDS;
    }
    String phase = state.substring(state.indexOf('/') + 1);
    if (PREPARES.says.matcher(phase).matches()) {
      return PREPARES;
    }
    return CARRIES.says.matcher(phase).matches() ? CARRIES : WORKS;
  }

  String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
