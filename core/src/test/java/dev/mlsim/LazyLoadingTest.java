package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.service.Service;
import dev.mlsim.wire.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which classes a JVM of its own loads: what a test doesn't use costs it nothing. */
class LazyLoadingTest {
  private static final String SERVICES = "dev.mlsim.services.";
  private static final String LOADING = "loading ";
  private static final String SAGEMAKER = SERVICES + "sagemaker.";

  /** What was found when this was written, and little more. */
  private static final int MOST_CLASSES = 226;

  private static final int MOST_LAMBDAS = 210;

  @Test
  void a_simulator_loads_no_declaration_and_no_contract() throws IOException, InterruptedException {
    assertThat(loadedBy(Creates.class))
        .contains("dev.mlsim.Simulator")
        .noneMatch(name -> name.startsWith(SERVICES))
        .doesNotContain("dev.mlsim.contract.ContractText", "dev.mlsim.service.ServiceIndex");
  }

  @Test
  void a_training_job_loads_the_family_of_training_and_no_other()
      throws IOException, InterruptedException {
    List<String> loaded = loadedBy(Trains.class);

    assertThat(loaded)
        .contains(SAGEMAKER + "training.TrainingJobs")
        .filteredOn(name -> name.startsWith(SERVICES))
        .allMatch(
            name ->
                name.startsWith(SAGEMAKER + "SageMaker")
                    || name.startsWith(SAGEMAKER + "vocabulary.")
                    || name.startsWith(SAGEMAKER + "training."));
    assertThat(loaded.stream().filter(name -> !isLambda(name))).hasSizeLessThan(MOST_CLASSES);
    assertThat(loaded.stream().filter(LazyLoadingTest::isLambda)).hasSizeLessThan(MOST_LAMBDAS);
  }

  @Test
  void asking_for_names_loads_no_family() throws IOException, InterruptedException {
    assertThat(loadedBy(Asks.class))
        .contains("dev.mlsim.service.ServiceIndex")
        .filteredOn(name -> name.startsWith(SERVICES))
        .allMatch(name -> List.of("", "vocabulary").contains(family(name)));
  }

  @Test
  void a_family_loads_no_class_of_another() throws IOException, InterruptedException {
    String loading = "";
    List<String> strays = new ArrayList<>();
    for (String line : OwnJvm.running(LoadsEach.class)) {
      String loaded = OwnJvm.loadedIn(line).orElse("");
      if (line.startsWith(LOADING)) {
        loading = line.substring(LOADING.length());
      } else if (loaded.startsWith(SERVICES) && isOfAnother(loaded, loading)) {
        strays.add(loading + " loads " + loaded);
      }
    }
    assertThat(loading).isEqualTo("logs.reading");
    assertThat(strays).isEmpty();
  }

  private static boolean isOfAnother(String loaded, String loading) {
    return !List.of("", "vocabulary").contains(family(loaded))
        && !loaded.startsWith(SERVICES + loading + ".");
  }

  /** The part of a service that a class is in; empty for what stands beside the families. */
  private static String family(String name) {
    String[] parts = name.substring(SERVICES.length()).split("\\.", -1);
    return parts.length > 2 ? parts[1] : "";
  }

  private static boolean isLambda(String name) {
    return name.contains("$$Lambda");
  }

  private static List<String> loadedBy(Class<?> main) throws IOException, InterruptedException {
    return OwnJvm.loadedBy(main).stream()
        .filter(name -> name.startsWith("dev.mlsim.") && !name.contains("LazyLoadingTest"))
        .toList();
  }

  /** Makes a simulator. */
  static final class Creates {
    private Creates() {}

    public static void main(String[] args) {
      System.out.println(Simulator.create());
    }
  }

  /** Describes a training job. */
  static final class Trains {
    private Trains() {}

    public static void main(String[] args) {
      Simulator sim = Simulator.create();
      sim.exchange(
          new WireRequest(
              "POST",
              "/",
              Map.of(
                  "X-Amz-Target",
                  "SageMaker.DescribeTrainingJob",
                  "Authorization",
                  "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/sagemaker/aws4_request"),
              "{\"TrainingJobName\": \"churn-1\"}".getBytes(StandardCharsets.UTF_8)));
      if (!sim.journal().text().contains("Requested resource not found")) {
        throw new IllegalStateException(sim.journal().text());
      }
    }
  }

  /** Asks for names, and sets up what needs no more than names. */
  static final class Asks {
    private Asks() {}

    public static void main(String[] args) {
      Simulator sim = Simulator.create();
      sim.resourceTypes().forEach(type -> sim.resources().all(type));
      sim.operations().forEach(operation -> sim.faults().on(operation).once().throttle());
      sim.billing().hours("ml.*");
      sim.faults().usualRates();
      sim.consistency().of("training-job").lag(Duration.ofSeconds(1));
      sim.chaos(0.1);
    }
  }

  /** Loads each family, one after the other. */
  static final class LoadsEach {
    private LoadsEach() {}

    public static void main(String[] args) {
      for (Service service : Simulator.create().services()) {
        System.out.println(LOADING + service.name() + ".service");
        service.listing();
        for (String family : service.families()) {
          System.out.println(LOADING + service.name() + "." + family);
          service.family(family);
        }
      }
    }
  }
}
