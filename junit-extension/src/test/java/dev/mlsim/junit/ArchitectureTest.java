package dev.mlsim.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim.junit", "dev.mlsim.assertj");
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.mlsim.junit", "dev.mlsim.assertj");

  @Test
  void the_arrows_point_to_the_modules_below_only() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.mlsim.samples..", "dev.mlsim.services..", "software.amazon.awssdk.services..")
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
}
