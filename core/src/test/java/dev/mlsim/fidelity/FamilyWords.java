package dev.mlsim.fidelity;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Member;
import dev.mlsim.service.FamilyDeclaration;
import dev.mlsim.service.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that the classes of a family say: those of its package, and what these name of the
 * service that is no other family's. A member that none of them says is read by nobody by its name.
 * Names that are put together count where a text is their beginning or end, and another the rest.
 */
final class FamilyWords {
  private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z0-9]+");
  private static final int SHORTEST = 4;

  /** What headers begin with that are of one kind. */
  private static final Predicate<String> HEADERS =
      Pattern.compile("x-amz-[a-z-]+").asMatchPredicate();

  /** Where a text that is put together has a value. */
  private static final String PLACE = "\u0001";

  /** Where the codes of all families stand. */
  private static final String ALL_ERRORS = "SharedErrors.class";

  /** The one of them that is thrown there, too. */
  private static final String THROWN_THERE = "ResourceInUse";

  /** Where a service names what it refuses, and so never shows. */
  private static final String REFUSED = "Unsupported.class";

  static final String ROOT = "dev/mlsim/services/";
  static final Path CLASSES = classes();

  private final Service service;
  private final Packages packages;
  private final Set<String> words = new HashSet<>();
  private final Set<String> texts = new HashSet<>();
  private final Set<String> raised = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<Path> read = new HashSet<>();
  private final Deque<Path> toRead = new ArrayDeque<>();

  private FamilyWords(Service service, Packages packages) {
    this.service = service;
    this.packages = packages;
  }

  /** The words of a family; what its caveats say doesn't count. */
  static FamilyWords of(Service service, FamilyDeclaration family, Packages packages) {
    FamilyWords found = new FamilyWords(service, packages);
    try (Stream<Path> own = Files.walk(CLASSES.resolve(ROOT + service.name()))) {
      own.filter(file -> file.toString().endsWith(".class"))
          .filter(file -> found.isOf(family.name(), CLASSES.relativize(file).toString()))
          .forEach(found.toRead::add);
      while (!found.toRead.isEmpty()) {
        found.read(found.toRead.poll());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Whether they name the member, by itself or by what it is called in a header. */
  boolean say(Member member) {
    String header = member.locationName().toLowerCase(Locale.ROOT);
    return words.contains(member.name())
        || (member.location() == Location.HEADER
            && texts.stream().anyMatch(text -> HEADERS.test(text) && header.startsWith(text)))
        || (member.location() == Location.HEADER && texts.contains(header))
        || isPutTogether(member.name());
  }

  /** Whether they name the member only to refuse it wherever it is given; so nothing shows it. */
  boolean refuse(Member member) {
    return refused.contains(member.name()) && !taken.contains(member.name());
  }

  /** Whether they name the code of an error, elsewhere than where all of a service's stand. */
  boolean raise(String code) {
    return raised.contains(code);
  }

  private boolean isPutTogether(String name) {
    for (int i = SHORTEST; i <= name.length() - SHORTEST; i++) {
      String start = name.substring(0, i);
      String end = name.substring(i);
      if ((texts.contains(start + PLACE) && words.contains(end))
          || (texts.contains(PLACE + end) && words.contains(start))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOf(String family, String file) {
    return file.startsWith(ROOT + service.name() + "/" + family + "/") || isOfProvider(file);
  }

  /** What a service says of all its families, it says there. */
  private boolean isOfProvider(String file) {
    return CLASSES.resolve(file).resolveSibling("").equals(CLASSES.resolve(ROOT + service.name()))
        && packages
            .of(CLASSES.resolve(file))
            .classes()
            .contains("dev/mlsim/service/ServiceProvider");
  }

  private void read(Path file) {
    if (!read.add(file) || !Files.exists(file)) {
      return;
    }
    ClassWords said = packages.of(file);
    boolean isProvider = said.classes().contains("dev/mlsim/service/ServiceProvider");
    boolean refuses = String.valueOf(file.getFileName()).equals(REFUSED);
    for (String text : packages.texts(file)) {
      add(text);
      (refuses ? refused : taken).addAll(List.of(BETWEEN.split(text)));
      if (!String.valueOf(file.getFileName()).equals(ALL_ERRORS) || text.equals(THROWN_THERE)) {
        raised.add(text);
      }
    }
    if (isProvider) {
      return; // it names all families
    }
    said.classes().stream()
        .filter(this::isShared)
        .forEach(name -> toRead.add(CLASSES.resolve(name + ".class")));
  }

  private void add(String text) {
    texts.add(text);
    words.addAll(List.of(BETWEEN.split(text)));
  }

  /** These, and those of all that look at the family's resources. */
  FamilyWords withReaders(FamilyDeclaration family) {
    FamilyWords more = new FamilyWords(service, packages);
    more.texts.addAll(texts);
    more.words.addAll(words);
    packages.ofReaders(family).forEach(more::add);
    return more;
  }

  /** Of the service or of another one, but of no other family. */
  private boolean isShared(String name) {
    if (!name.startsWith(ROOT) || name.contains("[")) {
      return false;
    }
    String[] parts = name.substring(ROOT.length()).split("/", -1);
    String inside = parts.length > 2 ? parts[1] : "";
    return !(parts[0].equals(service.name()) && service.families().contains(inside));
  }

  private static Path classes() {
    try {
      return Path.of(Simulator.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
