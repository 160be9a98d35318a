package dev.mlsim.services.sagemaker.humanreview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of Liquid as worker task templates use: outputs with filters, {@code if}, {@code unless},
 * {@code for}, {@code assign}, {@code comment} and {@code raw}.
 */
final class LiquidTemplate {
  private static final Pattern TOKEN =
      Pattern.compile("\\{\\{-?(.*?)-?}}|\\{%-?\\s*(\\w+)\\s*(.*?)\\s*-?%}", Pattern.DOTALL);
  private static final Pattern LOOP = Pattern.compile("(\\w+)\\s+in\\s+(\\S+)");
  private static final Pattern ASSIGN = Pattern.compile("(\\w+)\\s*=\\s*(.+)", Pattern.DOTALL);
  private static final int LONGEST = 1_000_000;
  private static final int MOST_STEPS = 200_000;
  private static final int DEEPEST = 50;
  private static final int LONGEST_EXPRESSION = 1_000;
  private static final List<String> KNOWN =
      List.of("assign", "comment", "for", "if", "raw", "unless");

  /** A text, an output or a tag: what it is, what stands in it. */
  private record Token(Kind kind, String tag, String text) {

    boolean is(String name) {
      return kind == Kind.TAG && tag.equals(name);
    }
  }

  private enum Kind {
    TEXT,
    OUTPUT,
    TAG
  }

  private final List<Token> tokens = new ArrayList<>();
  private final Map<String, JsonNode> variables = new HashMap<>();
  private final LiquidFilters filters;
  private final StringBuilder page = new StringBuilder();
  private int steps;
  private int depth;

  private LiquidTemplate(String content, JsonNode task, String region) {
    variables.put("task", task);
    filters = new LiquidFilters(variables, region);
    tokenize(content);
  }

  /**
   * The page.
   *
   * @throws LiquidError if there is none
   */
  static String render(String content, JsonNode task, String region) {
    LiquidTemplate template = new LiquidTemplate(content, task, region);
    template.run(0, template.tokens.size());
    return template.page.toString();
  }

  private void tokenize(String content) {
    Matcher token = TOKEN.matcher(content);
    int at = 0;
    while (token.find(at)) {
      text(content.substring(at, token.start()), token.group().matches("(?s)\\{[{%]-.*"));
      at = token.end();
      if (token.group(2) == null) {
        tokens.add(new Token(Kind.OUTPUT, "", token.group(1).strip()));
      } else if (token.group(2).equals("raw")) {
        at = raw(content, at);
      } else {
        tokens.add(new Token(Kind.TAG, token.group(2), token.group(3)));
      }
      if (token.group().matches("(?s).*-[}%]}")) {
        while (at < content.length() && Character.isWhitespace(content.charAt(at))) {
          at++;
        }
      }
    }
    text(content.substring(at), false);
  }

  private void text(String text, boolean stripped) {
    if (text.contains("{{") || text.contains("{%")) {
      throw LiquidError.syntax("A tag or variable is not closed: '" + start(text) + "'.");
    }
    tokens.add(new Token(Kind.TEXT, "", stripped ? text.stripTrailing() : text));
  }

  private static String start(String text) {
    int at = text.contains("{{") ? text.indexOf("{{") : text.indexOf("{%");
    return text.substring(at, Math.min(text.length(), at + 40)).strip();
  }

  private int raw(String content, int from) {
    Matcher end = Pattern.compile("\\{%-?\\s*endraw\\s*-?%}").matcher(content);
    if (!end.find(from)) {
      throw LiquidError.syntax("'raw' tag was never closed.");
    }
    tokens.add(new Token(Kind.TEXT, "", content.substring(from, end.start())));
    return end.end();
  }

  private void run(int from, int to) {
    if (++depth > DEEPEST) {
      throw LiquidError.notSimulated(
          "more than " + DEEPEST + " tags in each other are not simulated");
    }
    int at = from;
    while (at < to) {
      Token token = tokens.get(at);
      bound(token);
      switch (token.kind()) {
        case TEXT -> page.append(token.text());
        case OUTPUT -> page.append(filters.shown(token.text()));
        default -> at = tag(token, at, to);
      }
      at++;
    }
    depth--;
  }

  private void bound(Token token) {
    if (++steps > MOST_STEPS || page.length() > LONGEST) {
      throw LiquidError.notSimulated(
          "a page of more than " + LONGEST + " characters or " + MOST_STEPS + " steps is not made");
    }
    if (token.kind() != Kind.TEXT && token.text().length() > LONGEST_EXPRESSION) {
      throw LiquidError.notSimulated(
          "expressions of more than " + LONGEST_EXPRESSION + " characters are not simulated");
    }
  }

  /** Does what a tag says, and answers where its end is. */
  private int tag(Token token, int at, int to) {
    switch (token.tag()) {
      case "assign" -> {
        Matcher assign = ASSIGN.matcher(token.text());
        if (!assign.matches()) {
          throw LiquidError.syntax("Syntax error in 'assign': '" + token.text() + "'.");
        }
        variables.put(assign.group(1), filters.value(assign.group(2)));
        return at;
      }
      case "if", "unless" -> {
        return choose(at, end(token.tag(), at, to));
      }
      case "for" -> {
        return loop(token, at, end("for", at, to));
      }
      case "comment" -> {
        return end("comment", at, to);
      }
      default -> throw unknown(token.tag());
    }
  }

  private static LiquidError unknown(String tag) {
    return tag.matches("end.*|else|elsif|when")
        ? LiquidError.syntax("Unexpected tag '" + tag + "'.")
        : LiquidError.notSimulated(
            "the tag [" + tag + "] of Liquid is not simulated; those that are: " + KNOWN);
  }

  private int end(String tag, int at, int to) {
    int depth = 0;
    for (int i = at; i < to; i++) {
      depth += tokens.get(i).is(tag) ? 1 : tokens.get(i).is("end" + tag) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw LiquidError.syntax("'" + tag + "' tag was never closed.");
  }

  /** Runs the first branch whose condition holds. */
  private int choose(int at, int end) {
    int from = at;
    boolean wanted = tokens.get(at).is("if");
    while (from < end) {
      Token branch = tokens.get(from);
      int next = branch(from + 1, end);
      if (branch.is("else") || condition(branch.text()) == (wanted || branch.is("elsif"))) {
        run(from + 1, next);
        return end;
      }
      from = next;
    }
    return end;
  }

  /** Where the next branch of the same condition begins, or its end is. */
  private int branch(int from, int end) {
    int depth = 0;
    for (int i = from; i < end; i++) {
      Token token = tokens.get(i);
      if (token.is("if") || token.is("unless") || token.is("for")) {
        depth++;
      } else if (token.is("endif") || token.is("endunless") || token.is("endfor")) {
        depth--;
      } else if (depth == 0 && (token.is("else") || token.is("elsif"))) {
        return i;
      }
    }
    return end;
  }

  private boolean condition(String text) {
    return LiquidCondition.holds(text, filters);
  }

  private int loop(Token token, int at, int end) {
    Matcher loop = LOOP.matcher(token.text());
    if (!loop.matches()) {
      throw LiquidError.notSimulated(
          "a loop [" + token.text() + "] is not simulated; one over a list, without more, is");
    }
    JsonNode list = filters.value(loop.group(2));
    int other = branch(at + 1, end);
    if (list.isEmpty() && other < end) {
      run(other + 1, end);
    }
    Map<String, JsonNode> before = new HashMap<>(variables);
    int number = 0;
    for (JsonNode element : list) {
      variables.put(loop.group(1), element);
      variables.put("forloop", place(number++, list.size()));
      run(at + 1, other);
    }
    restore(before, loop.group(1), "forloop");
    return end;
  }

  private void restore(Map<String, JsonNode> before, String... names) {
    for (String name : names) {
      variables.remove(name);
      if (before.containsKey(name)) {
        variables.put(name, before.get(name));
      }
    }
  }

  private static ObjectNode place(int number, int size) {
    return Documents.empty()
        .put("index", number + 1)
        .put("index0", number)
        .put("first", number == 0)
        .put("last", number == size - 1)
        .put("length", size);
  }
}
