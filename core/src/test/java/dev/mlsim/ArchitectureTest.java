package dev.mlsim;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import dev.mlsim.architecture.ArchitectureRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

  /** The table of DESIGN.md, "core, by package". */
  @Test
  void the_arrows_between_packages_are_those_of_the_design() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("facade")
        .definedBy("dev.mlsim")
        .layer("services")
        .definedBy("dev.mlsim.services..")
        .layer("service")
        .definedBy("dev.mlsim.service")
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
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers("facade")
        .whereLayer("service")
        .mayOnlyBeAccessedByLayers("facade", "services")
        .whereLayer("fault")
        .mayOnlyBeAccessedByLayers("facade", "services", "service")
        .whereLayer("lifecycle")
        .mayOnlyBeAccessedByLayers("facade", "services", "service")
        .whereLayer("journal")
        .mayOnlyBeAccessedByLayers("facade", "services", "service")
        .whereLayer("contract")
        .mayOnlyBeAccessedByLayers("facade", "services", "service", "fault")
        .whereLayer("clock")
        .mayOnlyBeAccessedByLayers("facade", "services", "service", "fault", "lifecycle", "journal")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("facade", "contract", "fault")
        .check(main());
  }

  @Test
  void services_do_not_know_each_other() {
    slices().matching("dev.mlsim.services.(*)..").should().notDependOnEachOther().check(main());
  }

  @Test
  void core_does_not_know_the_sdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "org.junit..")
        .check(main());
  }

  @Test
  void nothing_asks_for_the_time_or_starts_a_thread() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .check(main());
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
        .check(main());
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
        .check(main());
  }

  /** Words in a sentence can be names of methods, such as advanceTo. */
  @Override
  protected String sentence() {
    return "[a-z0-9][a-zA-Z0-9]*(_[a-zA-Z0-9]+)+";
  }
}
