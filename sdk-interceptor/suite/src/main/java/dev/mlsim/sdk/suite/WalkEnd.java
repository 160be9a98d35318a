package dev.mlsim.sdk.suite;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.service.Handler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Puts away what a walk made: what can be deleted is, what can be stopped is stopped. */
final class WalkEnd {
  private static final Duration LONG = Duration.ofDays(400);
  private static final int ROUNDS = 3;

  private final Stage stage;
  private final Worlds worlds;
  private final List<WalkBook> books;
  private final Map<String, Handler> actions;

  WalkEnd(Stage stage, Worlds worlds, List<WalkBook> books, Map<String, Handler> actions) {
    this.stage = stage;
    this.worlds = worlds;
    this.books = new ArrayList<>(books);
    this.actions = actions;
    Collections.reverse(this.books);
  }

  void clear() {
    for (int round = 0; round < ROUNDS && books.stream().anyMatch(b -> !b.isEmpty()); round++) {
      for (WalkBook book : books) {
        every(book, Lifecycle.STOP);
        every(book, Lifecycle.DELETE);
      }
      worlds.advance(LONG);
      books.forEach(WalkBook::strike);
    }
  }

  private void every(WalkBook book, String kind) {
    actions.forEach(
        (operation, handler) -> {
          if (handler.kind().equals(kind) && Stage.isAbout(handler, book.type())) {
            for (Made made : book.alive()) {
              one(operation, made);
            }
          }
        });
  }

  private void one(String operation, Made made) {
    try {
      stage.call(operation, stage.inputFor(operation, made));
    } catch (Worlds.Refused e) {
      // as it may: in use, or over already
    }
  }
}
