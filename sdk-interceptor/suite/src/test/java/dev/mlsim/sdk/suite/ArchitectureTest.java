package dev.mlsim.sdk.suite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.mlsim.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

  @Test
  void the_suite_knows_no_service() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.mlsim.services..", "software.amazon.awssdk.services..")
        .check(main());
  }
}
