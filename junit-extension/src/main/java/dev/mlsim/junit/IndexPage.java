package dev.mlsim.junit;

import dev.mlsim.internal.Markup;
import dev.mlsim.internal.Spans;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that leads to the stories of a run. */
final class IndexPage {
  private static final int SLOWEST = 10;
  private static final List<String> COLUMNS =
      List.of("test", "took", "virtual time", "calls", "resources", "seed");
  private static final int LONGEST_FAILURE = 300;
  private static final int HEAD = 16_384;
  private static final Pattern FACTS =
      Pattern.compile(
          "<meta name=\"mlsim-story\" content=\"([^|]*)\\|(\\d+)\\|(\\d+)\\|(-?\\d+)\">");

  private final Markup page;

  private IndexPage(Markup page) {
    this.page = page;
  }

  /** Writes the page beside the stories, and says where, if there are any. */
  static void write(Collection<StoryRun> runs) {
    if (runs.isEmpty()) {
      return;
    }
    try {
      Path page = StoryFiles.directory().resolve("index.html");
      Files.createDirectories(StoryFiles.directory());
      Files.write(page, of(runs).getBytes(StandardCharsets.UTF_8));
      System.out.println("mlsim: the stories of this run: " + page.toUri());
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot write the index of stories", e);
    }
  }

  static String of(Collection<StoryRun> runs) {
    List<StoryRun> byName = runs.stream().sorted(Comparator.comparing(StoryRun::name)).toList();
    List<StoryRun> failed = byName.stream().filter(r -> !r.failure().isEmpty()).toList();
    String title =
        runs.size() + (runs.size() == 1 ? " story, " : " stories, ") + failed.size() + " failed";
    IndexPage index = new IndexPage(Markup.page("mlsim: " + title));
    index.page.add("</head><body><header><h1>{}</h1></header><main>", title);
    index
        .page
        .add("<div class=\"tools\"><label>find <input id=\"find\" type=\"search\"")
        .add(" placeholder=\"test\"></label><output id=\"found\"></output></div>");
    if (!failed.isEmpty()) {
      index.table("Failed", failed);
    }
    if (runs.size() > SLOWEST) {
      index.table(
          "Slowest",
          byName.stream()
              .sorted(Comparator.comparing(StoryRun::took).reversed())
              .limit(SLOWEST)
              .toList());
    }
    index.table("All", byName);
    return index.page.add("</main>").end().toString();
  }

  private void table(String title, List<StoryRun> runs) {
    page.add("<h2>{}</h2><table class=\"runs\"><thead><tr>", title);
    COLUMNS.forEach(column -> page.add("<th scope=\"col\">{}</th>", column));
    page.add("</tr></thead><tbody>");
    runs.forEach(this::row);
    page.add("</tbody></table>");
  }

  private void row(StoryRun run) {
    page.add(
        "<tr data-find=\"{}\"><td><a href=\"{}\">{}</a>",
        run.name(),
        run.story().getFileName(),
        run.name());
    if (!run.failure().isEmpty()) {
      page.add("<div class=\"bad\">{}</div>", shortened(run.failure()));
    }
    page.add("</td><td class=\"number\">{}</td>", Spans.text(run.took()));
    Matcher facts = FACTS.matcher(head(run.story()));
    boolean known = facts.find();
    for (int i = 1; i <= 4; i++) {
      page.add("<td class=\"number\">{}</td>", known ? facts.group(i) : "");
    }
    page.add("</tr>");
  }

  // "a.b.AssertionFailedError: \nExpecting" becomes "AssertionFailedError: Expecting".
  private static String shortened(String failure) {
    String line = failure.replaceAll("\\s+", " ").replaceFirst("^(\\w+\\.)+(?=\\w)", "");
    return line.length() <= LONGEST_FAILURE ? line : line.substring(0, LONGEST_FAILURE) + " ...";
  }

  private static String head(Path story) {
    try (Reader reader = Files.newBufferedReader(story)) {
      char[] head = new char[HEAD];
      int read = reader.read(head, 0, HEAD);
      return new String(head, 0, Math.max(read, 0));
    } catch (IOException e) {
      return "";
    }
  }
}
