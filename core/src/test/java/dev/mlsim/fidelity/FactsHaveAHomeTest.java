package dev.mlsim.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.ListShape;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.contract.Shape;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.service.Caveat;
import dev.mlsim.service.Service;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fact that code rests on names its public source, or stands in the ledger as judged. */
class FactsHaveAHomeTest {
  /** What the repository doesn't have, spelled so that this file doesn't cite it. */
  private static final List<String> ELSEWHERE =
      List.of(
          "domain" + " notes",
          "of the" + " notes",
          "shared" + "/",
          "DESIGN" + ".md",
          "STYLE" + ".md");

  private static final Path LEDGERS = Path.of("fidelity");
  private static final Pattern ROW = Pattern.compile("^[|] ([A-Z]\\w+) [|]");
  private static final Pattern ITEM = Pattern.compile("(?m)^- ([A-Z]\\w+)$");

  static Stream<Service> services() {
    return Simulator.create().services().stream();
  }

  @Test
  void no_source_cites_what_the_repository_lacks() throws IOException {
    List<String> cited = new ArrayList<>();
    Files.walkFileTree(
        Path.of("..").toRealPath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = String.valueOf(dir.getFileName());
            return name.equals("target") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(".java")) {
              String text = Files.readString(file);
              ELSEWHERE.stream()
                  .filter(text::contains)
                  .forEach(words -> cited.add(file + ": " + words));
            }
            return FileVisitResult.CONTINUE;
          }
        });

    assertThat(cited).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("services")
  void each_caveat_has_an_id_of_its_own(Service service) {
    assertThat(caveats(service))
        .extracting(Caveat::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void each_caveat_is_about_something_of_the_api(Service service) {
    for (Caveat caveat : caveats(service)) {
      int dot = caveat.about().indexOf('.');
      String subject = dot < 0 ? caveat.about() : caveat.about().substring(0, dot);

      assertThat(subjects(service)).as(caveat.id()).contains(subject);
      if (dot >= 0) {
        assertThat(details(service, subject))
            .as(caveat.id())
            .contains(caveat.about().substring(dot + 1));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void each_operation_has_one_row_or_is_refused(Service service) throws IOException {
    List<String> rows =
        new ArrayList<>(operations(Files.readString(LEDGERS.resolve(service.name() + ".md"))));
    for (String family : service.families()) {
      Path page = LEDGERS.resolve(service.name()).resolve(family + ".md");
      rows.addAll(operations(Files.readString(page)));
    }

    assertThat(rows).containsExactlyInAnyOrderElementsOf(service.contract().operations().keySet());
  }

  /** The operations that a page says of how they are simulated, or that they are not. */
  private static List<String> operations(String page) {
    List<String> named = new ArrayList<>();
    int refused = page.indexOf("## What is not simulated");
    int table = page.indexOf("| operation |");
    for (String line : page.substring(Math.max(0, table), end(page, table)).lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        named.add(row.group(1));
      }
    }
    if (refused >= 0) {
      Matcher item = ITEM.matcher(page.substring(refused));
      while (item.find()) {
        named.add(item.group(1));
      }
    }
    return named;
  }

  private static int end(String page, int table) {
    return table < 0 ? 0 : page.indexOf("\n\n", table);
  }

  private static List<Caveat> caveats(Service service) {
    return service.declarations().stream().flatMap(family -> family.caveats().stream()).toList();
  }

  private static Set<String> subjects(Service service) {
    Set<String> subjects = new HashSet<>(service.types().keySet());
    subjects.addAll(service.operations().keySet());
    subjects.add(service.name());
    return subjects;
  }

  /** Members, of structures in the output too, and codes of errors. */
  private static Set<String> details(Service service, String subject) {
    Set<String> details = new HashSet<>();
    details.add(service.validationCode());
    service
        .operations()
        .forEach(
            (name, handler) -> {
              boolean isAbout =
                  name.equals(subject)
                      || service.name().equals(subject)
                      || handler.type().filter(type -> type.name().equals(subject)).isPresent();
              if (isAbout) {
                Contract contract = service.contract();
                Operation operation = contract.operation(name).orElseThrow();
                details.addAll(operation.errors());
                operation.input().ifPresent(shape -> add(shape, details));
                operation.output().ifPresent(shape -> add(shape, details));
              }
            });
    return details;
  }

  private static void add(StructureShape shape, Set<String> details) {
    for (Member member : shape.members()) {
      details.add(member.name());
      Shape value = member.shape() instanceof ListShape list ? list.element() : member.shape();
      if (value instanceof StructureShape structure) {
        structure.members().forEach(inner -> details.add(inner.name()));
      }
    }
  }
}
