package dev.mlsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.service.Service;
import dev.mlsim.wire.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which classes a JVM of its own loads: what a test doesn't use costs it nothing. */
class LazyLoadingTest {
  private static final String SERVICES = "dev.mlsim.services.";
  private static final String SAGEMAKER = SERVICES + "sagemaker.";

  /** What was found when this was written, and little more. */
  private static final int MOST_CLASSES = 200;

  private static final int MOST_LAMBDAS = 205;

  @Test
  void a_simulator_loads_no_declaration_and_no_contract() throws Exception {
    assertThat(loadedBy(Creates.class))
        .contains("dev.mlsim.Simulator")
        .noneMatch(name -> name.startsWith(SERVICES))
        .doesNotContain("dev.mlsim.contract.ContractText", "dev.mlsim.service.ServiceIndex");
  }

  @Test
  void a_training_job_loads_the_family_of_training_and_no_other() throws Exception {
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
  void asking_for_names_loads_no_family() throws Exception {
    assertThat(loadedBy(Asks.class))
        .contains("dev.mlsim.service.ServiceIndex")
        .filteredOn(name -> name.startsWith(SERVICES))
        .allMatch(name -> List.of("", "vocabulary").contains(family(name)));
  }

  @Test
  void a_family_loads_no_class_of_another() throws Exception {
    List<String> printed = printedBy(LoadsEach.class);

    String loading = "";
    List<String> strays = new ArrayList<>();
    for (String line : printed) {
      if (line.startsWith("loading ")) {
        loading = line.substring("loading ".length());
      } else if (line.contains(" source: ") && className(line).startsWith(SERVICES)) {
        String name = className(line);
        String family = family(name);
        if (!family.isEmpty()
            && !family.equals("vocabulary")
            && !name.startsWith(SERVICES + loading + ".")) {
          strays.add(loading + " loads " + name);
        }
      }
    }
    assertThat(loading).isEqualTo("lookoutvision.projects");
    assertThat(strays).isEmpty();
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
    return printedBy(main).stream()
        .filter(line -> line.contains(" source: "))
        .map(LazyLoadingTest::className)
        .filter(name -> name.startsWith("dev.mlsim.") && !name.contains("LazyLoadingTest"))
        .toList();
  }

  private static String className(String line) {
    return line.replaceAll("^.*\\] (\\S+) source: .*$", "$1");
  }

  private static List<String> printedBy(Class<?> main) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(printed).isZero();
    return printed.lines().toList();
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
        System.out.println("loading " + service.name() + ".service");
        service.listing();
        for (String family : service.families()) {
          System.out.println("loading " + service.name() + "." + family);
          service.family(family);
        }
      }
    }
  }
}
