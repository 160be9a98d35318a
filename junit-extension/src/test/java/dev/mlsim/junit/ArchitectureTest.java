package dev.mlsim.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.mlsim.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

  @Test
  void the_arrows_point_to_the_modules_below_only() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.mlsim.samples..", "dev.mlsim.services..", "software.amazon.awssdk.services..")
        .check(main());
  }
}
