package dev.mlsim.junit;

import static dev.mlsim.junit.Runs.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mlsim.Simulator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@Isolated("a fence is about all clients of the JVM")
class FencingTest {
  private static final List<String> SENT = new CopyOnWriteArrayList<>();
  private static final Map<String, String> FENCED = Map.of(MlSimulatorExtension.FENCE, "true");

  @BeforeEach
  void nothing_is_sent_yet() {
    SENT.clear();
  }

  @MlSimulator
  static class CallingCase {
    @Test
    void calls(Simulator sim) {
      call();
    }
  }

  static class PlainCase {
    @Test
    void calls() {
      call();
    }
  }

  @MlSimulator
  static class SwallowingCase {
    @Test
    void swallows(Simulator sim) {
      swallow();
    }
  }

  @MlSimulator(strict = Strict.OUTSIDE_CALL)
  static class StrictCase extends SwallowingCase {}

  @MlSimulator(strict = Strict.EVERYTHING, world = MlSimulator.Scope.PER_CLASS)
  static class SharedCase extends SwallowingCase {}

  @Test
  void without_a_word_calls_leave() {
    assertThat(failures(Runs.run(CallingCase.class)))
        .singleElement()
        .asString()
        .contains("nothing is sent");
    assertThat(SENT).isNotEmpty();
  }

  @Test
  void a_parameter_raises_a_fence_while_tests_run() {
    assertThat(failures(Runs.run(FENCED, CallingCase.class)))
        .singleElement()
        .asString()
        .contains("mlsim: refused to send SageMaker ListTrainingJobs to [example.org:443]");
    assertThat(SENT).isEmpty();

    without_a_word_calls_leave();
  }

  @Test
  void hosts_can_be_allowed() {
    Map<String, String> parameters =
        Map.of(
            MlSimulatorExtension.FENCE, "true",
            MlSimulatorExtension.FENCE_ALLOW, "minio.test, *.org");

    assertThat(failures(Runs.run(parameters, CallingCase.class)))
        .singleElement()
        .asString()
        .contains("nothing is sent");
  }

  @Test
  void tests_without_a_world_are_fenced_too() {
    assertThat(launched(FENCED, PlainCase.class))
        .singleElement()
        .asString()
        .contains("mlsim: refused to send SageMaker ListTrainingJobs to [example.org:443]");
    assertThat(SENT).isEmpty();

    assertThat(launched(Map.of(), PlainCase.class))
        .singleElement()
        .asString()
        .contains("nothing is sent");
  }

  @Test
  void the_launcher_finds_what_raises_it() {
    assertThat(ServiceLoader.load(TestExecutionListener.class))
        .anyMatch(FenceOfRun.class::isInstance);
  }

  @Test
  void a_strict_test_fails_for_a_call_that_was_swallowed() {
    assertThat(failures(Runs.run(FENCED, SwallowingCase.class))).isEmpty();
    for (Class<?> type : List.of(StrictCase.class, SharedCase.class)) {
      assertThat(failures(Runs.run(type)))
          .singleElement()
          .asString()
          .contains(
              "finds\n  - the fence refused SageMaker ListTrainingJobs to [example.org:443];"
                  + " answer it by a simulator or a double, or allow its host by mlsim.fence.allow");
    }
    assertThat(SENT).isEmpty();
  }

  @Test
  void a_strict_test_heeds_what_is_allowed() {
    Map<String, String> parameters = Map.of(MlSimulatorExtension.FENCE_ALLOW, "example.org");

    assertThat(failures(Runs.run(parameters, StrictCase.class))).isEmpty();
    assertThat(SENT).isNotEmpty();
  }

  @Test
  void mistakes_are_told() {
    assertThat(failures(Runs.run(Map.of(MlSimulatorExtension.FENCE, "yes"), PassingCase.class)))
        .containsExactly(
            "mlsim: the configuration parameter mlsim.fence is [yes]; possible are true and false");
    assertThat(
            failures(
                Runs.run(
                    Map.of(
                        MlSimulatorExtension.FENCE, "true",
                        MlSimulatorExtension.FENCE_ALLOW, "http://minio"),
                    PassingCase.class)))
        .singleElement()
        .asString()
        .startsWith("mlsim: cannot allow [http://minio] through the fence")
        .endsWith("; the configuration parameter mlsim.fence.allow is [http://minio]");
  }

  @MlSimulator
  static class PassingCase {
    @Test
    void passes() {}
  }

  private static void swallow() {
    try {
      call();
    } catch (SdkClientException swallowed) {
      // as code under test does at times
    }
  }

  private static void call() {
    try (SageMakerClient sageMaker =
        SageMakerClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .endpointOverride(URI.create("https://example.org"))
            .httpClient(new Recording())
            .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
            .build()) {
      sageMaker.listTrainingJobs();
    }
  }

  /** The messages of the failures of a run that the listener listens to. */
  private static List<String> launched(Map<String, String> parameters, Class<?> type) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(type))
            .configurationParameters(parameters)
            .build();
    LauncherConfig withoutOthers =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .build();
    List<String> failures = new ArrayList<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            result.getThrowable().map(Throwable::getMessage).ifPresent(failures::add);
          }
        };
    LauncherFactory.create(withoutOthers).execute(request, new FenceOfRun(), listener);
    return failures;
  }

  private static final class Recording implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      SENT.add(request.httpRequest().getUri().toString());
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          throw new IOException("nothing is sent");
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
