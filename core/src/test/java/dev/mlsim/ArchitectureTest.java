package dev.mlsim;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
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
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import dev.mlsim.architecture.ArchitectureRules;
import dev.mlsim.clock.Guard;
import dev.mlsim.service.ServiceProvider;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

  private static final String[] NOT_API = {"dev.mlsim.engine..", "dev.mlsim.internal.."};
  private static final String FAMILIES = "dev.mlsim.services.*.*..";
  private static final String VOCABULARY = "dev.mlsim.services.*.vocabulary";

  /** Arrows go down: from the engine and the services to what they are made of. */
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
        .mayOnlyBeAccessedByLayers("facade", "engine", "services", "service", "journal")
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
        .check(main());
  }

  /** A sweep stands before a simulator as a test does. */
  @Test
  void nothing_knows_of_sweeps_and_they_know_no_engine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.mlsim.sweep")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.mlsim.sweep")
        .check(main());
    noClasses()
        .that()
        .resideInAPackage("dev.mlsim.sweep")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.mlsim.engine..")
        .check(main());
  }

  /** But a data plane speaks its control plane's language, and shares what a test tells it. */
  @Test
  void services_do_not_know_each_other() {
    slices()
        .matching("dev.mlsim.services.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAnyPackage(
                "dev.mlsim.services.personalizeruntime..",
                "dev.mlsim.services.personalizeevents.."),
            resideInAnyPackage(
                    "dev.mlsim.services.personalize", "dev.mlsim.services.personalize.vocabulary")
                .and(not(assignableTo(ServiceProvider.class))))
        .check(main());
  }

  @Test
  void families_of_a_service_know_each_other_by_name_only() {
    slices()
        .matching("dev.mlsim.services.(*).(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage("..services.."), resideInAPackage(VOCABULARY))
        .check(main());
  }

  @Test
  void the_vocabulary_of_a_service_knows_no_family() {
    noClasses()
        .that()
        .resideInAPackage(VOCABULARY)
        .should()
        .dependOnClassesThat(
            resideInAPackage(FAMILIES).and(DescribedPredicate.not(resideInAPackage(VOCABULARY))))
        .check(main());
  }

  @Test
  void what_a_provider_declares_does_not_know_the_provider() {
    noClasses()
        .that()
        .resideInAPackage(FAMILIES)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ServiceProvider.class)
        .check(main());
  }

  @Test
  void core_does_not_know_the_sdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..", "org.junit..")
        .check(main());
  }

  /** Its mapper costs a JVM more than all that mlsim does; a node asked for its text starts it. */
  @Test
  void of_jacksons_databind_only_the_nodes_are_used() {
    DescribedPredicate<JavaClass> nodes =
        equivalentTo(JsonNode.class)
            .or(equivalentTo(JsonNode[].class))
            .or(resideInAPackage("com.fasterxml.jackson.databind.node"));
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind..").and(not(nodes)))
        .orShould()
        .callMethodWhere(target(owner(nodes)).and(target(nameMatching("toString|toPrettyString"))))
        .because("documents are read and written by dev.mlsim.json.Json")
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
        .check(main());
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
        .check(main());
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
  @Override
  protected String sentence() {
    return "[a-z0-9][a-zA-Z0-9]*(_[a-zA-Z0-9]+)+";
  }
}
