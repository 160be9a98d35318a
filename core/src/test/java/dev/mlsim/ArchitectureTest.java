package dev.mlsim;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.is;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import dev.mlsim.clock.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim");
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim");

  private static final String[] NOT_API = {"dev.mlsim.engine..", "dev.mlsim.internal.."};

  /** The table of DESIGN.md, "core, by package". */
  @Test
  void the_arrows_between_packages_are_those_of_the_design() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("facade")
        .definedBy("dev.mlsim")
        .layer("engine")
        .definedBy("dev.mlsim.engine..")
        .layer("services")
        .definedBy("dev.mlsim.services..")
        .layer("service")
        .definedBy("dev.mlsim.service")
        .layer("objects")
        .definedBy("dev.mlsim.objects")
        .layer("fault")
        .definedBy("dev.mlsim.fault")
        .layer("lifecycle")
        .definedBy("dev.mlsim.lifecycle")
        .layer("journal")
        .definedBy("dev.mlsim.journal")
        .layer("contract")
        .definedBy("dev.mlsim.contract")
        .layer("clock")
        .definedBy("dev.mlsim.clock")
        .layer("wire")
        .definedBy("dev.mlsim.wire")
        .layer("json")
        .definedBy("dev.mlsim.json")
        .whereLayer("facade")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers("facade", "engine")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("facade", "engine", "services")
        .whereLayer("objects")
        .mayOnlyBeAccessedByLayers("facade", "engine", "services", "service")
        .whereLayer("fault")
        .mayOnlyBeAccessedByLayers("facade", "engine", "services", "service")
        .whereLayer("lifecycle")
        .mayOnlyBeAccessedByLayers("facade", "engine", "services", "service", "fault")
        .whereLayer("journal")
        .mayOnlyBeAccessedByLayers("facade", "engine", "services", "service")
        .whereLayer("contract")
        .mayOnlyBeAccessedByLayers("facade", "engine", "services", "service", "fault")
        .whereLayer("clock")
        .mayOnlyBeAccessedByLayers(
            "facade", "engine", "services", "service", "objects", "fault", "lifecycle", "journal")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("facade", "engine", "contract", "fault")
        .whereLayer("json")
        .mayNotAccessAnyLayer()
        .check(MAIN);
  }

  @Test
  void services_do_not_know_each_other() {
    slices().matching("dev.mlsim.services.(*)..").should().notDependOnEachOther().check(MAIN);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.mlsim.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void core_does_not_know_the_sdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "org.junit..")
        .check(MAIN);
  }

  /** Its mapper costs a JVM more than all that mlsim does; a node asked for its text starts it. */
  @Test
  void of_jacksons_databind_only_the_nodes_are_used() {
    DescribedPredicate<JavaClass> nodes =
        equivalentTo(JsonNode.class).or(resideInAPackage("com.fasterxml.jackson.databind.node"));
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind..").and(not(nodes)))
        .orShould()
        .callMethodWhere(target(owner(nodes)).and(target(nameMatching("toString|toPrettyString"))))
        .because("documents are read and written by dev.mlsim.json.Json")
        .check(MAIN);
  }

  @Test
  void nothing_reads_the_wall_clock_sleeps_or_starts_a_thread() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .check(MAIN);
  }

  @Test
  void all_chance_comes_from_the_seed() {
    noClasses()
        .should()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .check(MAIN);
  }

  @Test
  void names_say_what_a_thing_is() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Helper|Manager|Utils?)")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(MAIN);
    noClasses().should().resideInAnyPackage("..util..", "..impl..", "..common..").check(MAIN);
  }

  @Test
  void what_is_no_api_stays_out_of_the_api() {
    noCodeUnits()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages(NOT_API)
        .should(mention(resideInAnyPackage(NOT_API), "what is no API"))
        .check(MAIN);
  }

  @Test
  void nobody_is_handed_the_lock_but_by_the_clock() {
    noCodeUnits()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages(NOT_API)
        .and(not(is(fullNameMatching(".*VirtualClock.guard\\(\\)"))))
        .should(mention(type(Guard.class), "the lock"))
        .check(MAIN);
  }

  private static ArchCondition<JavaCodeUnit> mention(
      DescribedPredicate<JavaClass> what, String says) {
    return ArchCondition.from(
        describe(
            "mention " + says,
            unit ->
                what.test(unit.getRawReturnType())
                    || unit.getRawParameterTypes().stream().anyMatch(what)));
  }

  /** Words in a sentence can be names of methods, such as advanceTo. */
  @Test
  void tests_are_sentences() {
    noMethods()
        .that()
        .areAnnotatedWith(Test.class)
        .should()
        .haveNameNotMatching("[a-z0-9][a-zA-Z0-9]*(_[a-zA-Z0-9]+)+")
        .check(ALL);
  }

  @Test
  void no_file_grows_beyond_a_few_screens() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".java")))
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(500));
    }
  }
}
