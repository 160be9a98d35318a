package dev.mlsim.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a simulator, to be read by a person: as aligned text, or as a page for a browser
 * that needs nothing but itself. Immutable.
 *
 * @param title what it is the story of
 * @param setting where and when it plays
 * @param entries what happened, oldest first
 * @param dropped how many older entries are lost
 * @param remarks lines to stand at its end, such as how to repeat the run
 * @param failure why the test failed whose story it is, and where: the page's first lines
 */
public record Story(
    String title,
    Setting setting,
    List<JournalEntry> entries,
    long dropped,
    List<String> remarks,
    List<String> failure) {

  /** Copies the lists. */
  public Story {
    entries = List.copyOf(entries);
    remarks = List.copyOf(remarks);
    failure = List.copyOf(failure);
  }

  /** A story of no test. */
  public Story(
      String title,
      Setting setting,
      List<JournalEntry> entries,
      long dropped,
      List<String> remarks) {
    this(title, setting, entries, dropped, remarks, List.of());
  }

  /** The same story under another title. */
  public Story titled(String newTitle) {
    return new Story(newTitle, setting, entries, dropped, remarks, failure);
  }

  /** The same story with one more line at its end. */
  public Story remarking(String line) {
    List<String> more = new ArrayList<>(remarks);
    more.add(line);
    return new Story(title, setting, entries, dropped, more, failure);
  }

  /** The same story of a test that has failed, with lines that say why. */
  public Story failing(List<String> why) {
    return new Story(title, setting, entries, dropped, remarks, why);
  }

  /** The story as text; calls and moves that repeat each other are told once. */
  public String text() {
    return text(Integer.MAX_VALUE);
  }

  /** The story as text of at most so many lines of events, the first and the last of them. */
  public String text(int events) {
    return StoryText.of(this, events);
  }

  /**
   * The story as an HTML page with a timeline of resources and calls, in light or dark as the
   * browser likes it. It loads nothing and opens from a file.
   */
  public String html() {
    return StoryPage.of(this);
  }

  /**
   * Writes the page to a file, whose directories are made.
   *
   * @throws IOException if that fails
   */
  public void writeTo(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(file, html().getBytes(StandardCharsets.UTF_8));
  }
}
