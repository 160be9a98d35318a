package dev.mlsim.contract;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a contract's things out of its lines. */
final class LineParser {
  private static final String PATTERN = " pattern=";

  private final Function<String, Shape> resolver;

  LineParser(Function<String, Shape> resolver) {
    this.resolver = resolver;
  }

  Shape shape(String line) {
    int patternAt = line.indexOf(PATTERN);
    String[] words = (patternAt < 0 ? line : line.substring(0, patternAt)).split(" ", -1);
    String name = words[1];
    if (words[0].equals("structure")) {
      return structure(words, 2);
    }
    if (words[0].equals("error")) {
      return error(line).structure();
    }
    Map<String, String> facts = facts(words, 2);
    boolean sensitive = facts.containsKey("sensitive");
    Bounds bounds = bounds(facts);
    return switch (words[0]) {
      case "list" ->
          new ListShape(
              name,
              sensitive,
              ref(facts, "of"),
              bounds,
              facts.getOrDefault("item", "member"),
              facts.containsKey("flattened"));
      case "map" -> new MapShape(name, sensitive, ref(facts, "key"), ref(facts, "value"), bounds);
      case "string" ->
          new StringShape(
              name,
              sensitive,
              bounds,
              commaList(facts.get("enum")),
              patternAt < 0
                  ? null
                  : new ModelPattern(line.substring(patternAt + PATTERN.length())));
      case "integer" -> new NumberShape(name, sensitive, NumberShape.Kind.INTEGER, bounds);
      case "long" -> new NumberShape(name, sensitive, NumberShape.Kind.LONG, bounds);
      case "float" -> new NumberShape(name, sensitive, NumberShape.Kind.FLOAT, bounds);
      case "double" -> new NumberShape(name, sensitive, NumberShape.Kind.DOUBLE, bounds);
      case "boolean" -> new BooleanShape(name, sensitive);
      case "blob" -> new BlobShape(name, sensitive, bounds, facts.containsKey("streaming"));
      case "timestamp" -> new TimestampShape(name, sensitive, format(facts.get("format")));
      default -> throw new IllegalArgumentException("mlsim: unknown kind of shape [" + line + "]");
    };
  }

  ErrorShape error(String line) {
    String[] words = line.split(" ", -1);
    return new ErrorShape(
        words[1],
        Integer.parseInt(words[2].substring("status=".length())),
        words.length > 3 && words[3].equals("fault"),
        structure(words, 3));
  }

  Operation operation(Contract contract, String line) {
    String[] words = line.split(" ", -1);
    Map<String, String> facts = facts(words, 5);
    List<String> page = commaList(facts.get("page"));
    return new Operation(
        contract,
        words[1],
        words[2],
        new UriTemplate(words[3]),
        Integer.parseInt(words[4]),
        facts.containsKey("in") ? ref(facts, "in") : null,
        facts.containsKey("out") ? ref(facts, "out") : null,
        facts.get("root"),
        facts.containsKey("unwrapped"),
        commaList(facts.get("errors")),
        facts.containsKey("idempotent"),
        page.isEmpty() ? null : new Paginator(page.get(0), page.get(1), page.get(2), page.get(3)));
  }

  static Waiter waiter(String line) {
    String[] words = line.split(" ", -1);
    List<Waiter.Acceptor> acceptors = new ArrayList<>();
    for (int i = 5; i < words.length; i++) {
      String[] parts = words[i].split(":", 4);
      acceptors.add(new Waiter.Acceptor(parts[0], parts[1], parts[2], parts[3]));
    }
    return new Waiter(
        words[1],
        words[2],
        Duration.ofSeconds(Long.parseLong(words[3])),
        Integer.parseInt(words[4]),
        acceptors);
  }

  private StructureShape structure(String[] words, int from) {
    List<Member> members = new ArrayList<>(words.length);
    boolean sensitive = false;
    boolean union = false;
    boolean eventStream = false;
    for (int i = from; i < words.length; i++) {
      String word = words[i];
      sensitive |= word.equals("sensitive");
      union |= word.equals("union");
      eventStream |= word.equals("eventstream");
      int equals = word.indexOf('=');
      if (equals > 0) {
        members.add(member(word.substring(0, equals), word.substring(equals + 1)));
      }
    }
    return new StructureShape(words[1], sensitive, union, eventStream, members);
  }

  private Member member(String declared, String shapeName) {
    String name = declared;
    Location location = Location.BODY;
    String locationName = null;
    int at = name.indexOf('@');
    if (at > 0) {
      String[] place = name.substring(at + 1).split(":", 2);
      location = Location.of(place[0]);
      locationName = place.length > 1 ? place[1] : null;
      name = name.substring(0, at);
    }
    boolean token = name.endsWith("~");
    name = token ? name.substring(0, name.length() - 1) : name;
    boolean required = name.endsWith("!");
    name = required ? name.substring(0, name.length() - 1) : name;
    return new Member(
        name,
        new ShapeRef(shapeName, resolver),
        location,
        locationName == null ? name : locationName,
        required,
        token);
  }

  private ShapeRef ref(Map<String, String> facts, String fact) {
    String name = facts.get(fact);
    if (name == null) {
      throw new IllegalArgumentException("mlsim: [" + fact + "=] is missing in " + facts);
    }
    return new ShapeRef(name, resolver);
  }

  private static Map<String, String> facts(String[] words, int from) {
    Map<String, String> facts = new HashMap<>();
    for (int i = from; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      facts.put(
          equals < 0 ? words[i] : words[i].substring(0, equals),
          equals < 0 ? "" : words[i].substring(equals + 1));
    }
    return facts;
  }

  private static Bounds bounds(Map<String, String> facts) {
    String min = facts.get("min");
    String max = facts.get("max");
    return min == null && max == null ? Bounds.NONE : new Bounds(number(min), number(max));
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable TimestampFormat format(@Nullable String text) {
    return text == null ? null : TimestampFormat.ofModelName(text);
  }

  private static List<String> commaList(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
