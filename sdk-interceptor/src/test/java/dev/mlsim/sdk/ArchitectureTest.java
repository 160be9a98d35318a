package dev.mlsim.sdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.mlsim.architecture.ArchitectureRules;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ArchitectureRules {

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
        .check(main());
  }

  @Test
  void nothing_looks_at_a_clock_but_the_simulators() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Clock.class).check(main());
  }
}
