package dev.mlsim.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds in every module; its own {@code ArchitectureTest} adds what holds there only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureRules {
  private static final Path MAIN = Path.of("target/classes");
  private static final Path TESTS = Path.of("target/test-classes");
  private static final int LINES = 500;

  private final JavaClasses main = new ClassFileImporter().importPaths(List.of(MAIN));
  private final JavaClasses all = new ClassFileImporter().importPaths(List.of(MAIN, TESTS));

  /** The rules for the module in whose folder the tests run. */
  protected ArchitectureRules() {}

  /** The module's classes without its tests. */
  protected final JavaClasses main() {
    return main;
  }

  /** What the name of a test looks like. */
  protected String sentence() {
    return "[a-z0-9]+(_[a-z0-9]+)+";
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.mlsim.(*)..").should().beFreeOfCycles().check(main);
  }

  @Test
  void nothing_sleeps_or_reads_the_wall_clock() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(all);
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(main);
  }

  /** Digits, and the case of letters, would follow the machine. */
  @Test
  void no_text_depends_on_the_default_locale() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(String.class, "toLowerCase")
        .orShould()
        .callMethod(String.class, "toUpperCase")
        .check(main);
  }

  @Test
  void names_say_what_a_thing_is() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Helper|Manager|Utils?)")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(main);
    noClasses().should().resideInAnyPackage("..util..", "..impl..", "..common..").check(main);
  }

  /** A case is what a test has JUnit run, and look at from outside. */
  @Test
  void tests_are_sentences() {
    noMethods()
        .that()
        .areAnnotatedWith(Test.class)
        .and()
        .areDeclaredInClassesThat()
        .haveNameNotMatching(".*Case(\\$.*)?")
        .should()
        .haveNameNotMatching(sentence())
        .check(all);
  }

  @Test
  void no_file_grows_beyond_a_few_screens() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".java")))
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(LINES));
    }
  }
}
