package dev.mlsim.fidelity;

import dev.mlsim.service.Caveat;
import dev.mlsim.service.FamilyDeclaration;
import dev.mlsim.service.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the packages of all services say in their classes; what their caveats say doesn't count. */
final class Packages {
  private final Set<String> caveats;
  private final Map<Path, ClassWords> read = new HashMap<>();
  private final Map<Path, Set<String>> texts = new HashMap<>();

  Packages(Collection<Service> services) {
    caveats =
        services.stream()
            .flatMap(service -> service.declarations().stream())
            .flatMap(family -> family.caveats().stream())
            .flatMap(Packages::said)
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(FamilyWords.CLASSES.resolve(FamilyWords.ROOT))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        Path folder = file.resolveSibling("");
        texts.computeIfAbsent(folder, f -> new HashSet<>()).addAll(texts(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> said(Caveat caveat) {
    return Stream.of(caveat.says(), caveat.about());
  }

  /** What one class says, and which classes it names. */
  ClassWords of(Path file) {
    return read.computeIfAbsent(
        file,
        f -> {
          try {
            return ClassWords.of(f);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** What one class says besides caveats. */
  Set<String> texts(Path file) {
    Set<String> said = new HashSet<>(of(file).texts());
    said.removeAll(caveats);
    return said;
  }

  /** What those say that look at the family's resources: they name one of its types. */
  Set<String> ofReaders(FamilyDeclaration family) {
    List<String> types =
        family.types().keySet().stream().map(t -> t.substring(t.indexOf(':') + 1)).toList();
    return texts.values().stream()
        .filter(said -> said.stream().anyMatch(text -> types.contains(bare(text))))
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private static String bare(String text) {
    return text.substring(text.indexOf(':') + 1);
  }
}
