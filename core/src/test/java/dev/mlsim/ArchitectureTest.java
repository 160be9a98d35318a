package dev.mlsim;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mlsim.service.ServiceProvider;
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
  private static final String FAMILIES = "dev.mlsim.services.*.*..";
  private static final String VOCABULARY = "dev.mlsim.services.*.vocabulary";

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim");
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim");

  /** The table of DESIGN.md, "core, by package". */
  @Test
  void the_arrows_between_packages_are_those_of_the_design() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("facade")
        .definedBy("dev.mlsim")
        .layer("engine")
        .definedBy("dev.mlsim.engine")
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
        .check(MAIN);
  }

  @Test
  void services_do_not_know_each_other() {
    slices().matching("dev.mlsim.services.(*)..").should().notDependOnEachOther().check(MAIN);
  }

  @Test
  void families_of_a_service_know_each_other_by_name_only() {
    slices()
        .matching("dev.mlsim.services.(*).(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage("..services.."), resideInAPackage(VOCABULARY))
        .check(MAIN);
  }

  @Test
  void the_vocabulary_of_a_service_knows_no_family() {
    noClasses()
        .that()
        .resideInAPackage(VOCABULARY)
        .should()
        .dependOnClassesThat(
            resideInAPackage(FAMILIES).and(DescribedPredicate.not(resideInAPackage(VOCABULARY))))
        .check(MAIN);
  }

  @Test
  void what_a_provider_declares_does_not_know_the_provider() {
    noClasses()
        .that()
        .resideInAPackage(FAMILIES)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ServiceProvider.class)
        .check(MAIN);
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
  void what_is_internal_stays_out_of_the_api() {
    noMethods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("dev.mlsim.internal..")
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .haveRawReturnType(resideInAPackage("dev.mlsim.internal.."))
        .check(MAIN);
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
