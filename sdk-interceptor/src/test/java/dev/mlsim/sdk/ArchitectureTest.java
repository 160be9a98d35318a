package dev.mlsim.sdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim.sdk");
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim.sdk");

  @Test
  void the_arrows_point_to_core_and_the_sdk_only() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.mlsim.junit..",
            "dev.mlsim.assertj..",
            "dev.mlsim.samples..",
            "dev.mlsim.services..",
            "org.junit..",
            "software.amazon.awssdk.services..")
        .check(MAIN);
  }

  @Test
  void nothing_sleeps_or_reads_the_wall_clock() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(ALL);
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
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
  }

  @Test
  void tests_are_sentences() {
    noMethods()
        .that()
        .areAnnotatedWith(Test.class)
        .should()
        .haveNameNotMatching("[a-z0-9]+(_[a-z0-9]+)+")
        .check(ALL);
  }
}
