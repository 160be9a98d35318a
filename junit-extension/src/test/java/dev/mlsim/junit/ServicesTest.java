package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static dev.mlsim.junit.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.contract.Contract;
import dev.mlsim.fixtures.Routines;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Services that a test class brings along. */
class ServicesTest {

  @MlSimulator(services = Routines.class)
  static class DeclaredCase {
    @Prepared
    static void begun(Simulator sim) {
      Routines.start(sim, "nightly");
    }

    @Test
    void is_simulated_beside_the_others(Simulator sim) {
      sim.clock().advance(Routines.PREPARING);

      assertThat(sim.resources().all("training-job")).hasSize(1);
      assertThat(sim.serviceIds()).contains("Routines", "SageMaker");
    }

    @Nested
    @MlSimulator(services = {Again.class, Routines.class})
    class Inside {
      @Test
      @MlSimulator(region = "eu-west-3")
      void has_those_outside_too_and_each_once(Simulator sim) {
        assertThat(sim.serviceIds()).contains("Routines", "Again");
      }
    }
  }

  static class InheritingCase extends DeclaredCase {}

  static class RegisteredCase {
    @RegisterExtension
    static final MlSimulatorExtension MLSIM =
        MlSimulatorExtension.builder().service(Service.of(new Routines())).build();

    @Test
    void has_it_too(Simulator sim) {
      assertThat(sim.serviceIds()).contains("Routines");
    }
  }

  @Test
  void a_class_of_tests_declares_services_as_it_declares_the_rest() {
    assertThat(failures(run(DeclaredCase.class, InheritingCase.class, RegisteredCase.class)))
        .isEmpty();
  }

  /** Another service, with nothing in it. */
  static class Again implements ServiceProvider {
    @Override
    public String name() {
      return "again";
    }

    @Override
    public Contract contract() {
      return Contract.beside(ServicesTest.class, "again.contract");
    }

    @Override
    public List<String> families() {
      return List.of();
    }

    @Override
    public void declare(Service.Builder service) {}

    @Override
    public void declare(Family family) {
      throw family.unknown();
    }
  }

  /** Cannot be made. */
  static final class Picky extends Again {
    Picky(String name) {
      throw new IllegalStateException(name);
    }
  }

  /** Of no use when it is made. */
  static final class Clumsy extends Again {
    Clumsy() {
      throw new IllegalStateException("boom");
    }
  }

  /** Called as another. */
  static final class Namesake extends Again {
    @Override
    public String name() {
      return "sagemaker";
    }
  }

  @MlSimulator(services = Picky.class)
  static class PickyCase {
    @Test
    void does_not_run() {}
  }

  @MlSimulator(services = ServiceProvider.class)
  static class AbstractCase {
    @Test
    void does_not_run() {}
  }

  @MlSimulator(services = Clumsy.class)
  static class ClumsyCase {
    @Test
    void does_not_run() {}
  }

  @MlSimulator(services = Namesake.class)
  static class NamesakeCase {
    @Test
    void does_not_run() {}
  }

  @Test
  void what_is_no_service_is_refused_in_words() {
    assertThat(failures(run(PickyCase.class)))
        .singleElement()
        .asString()
        .startsWith(
            "mlsim: cannot make the world of [ServicesTest$PickyCase]: @MlSimulator(services) names"
                + " [dev.mlsim.junit.ServicesTest$Picky], of which no object can be made: ")
        .endsWith(
            "; it is a class of its own, or a static one in another, that is not abstract and has a"
                + " constructor that takes nothing");
    assertThat(failures(run(AbstractCase.class)))
        .singleElement()
        .asString()
        .contains("names [dev.mlsim.service.ServiceProvider], of which no object can be made: ");
    assertThat(failures(run(ClumsyCase.class)))
        .singleElement()
        .asString()
        .contains("no object can be made: java.lang.IllegalStateException: boom; it is a class");
    assertThat(failures(run(NamesakeCase.class)))
        .containsExactly(
            "mlsim: cannot make the world that @MlSimulator on [ServicesTest$NamesakeCase] declares:"
                + " mlsim: two services are called [sagemaker]");
  }
}
