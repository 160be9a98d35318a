package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@ResourceLock("dev.mlsim.junit.index") // one page, and one listener in a JVM
@Execution(ExecutionMode.SAME_THREAD)
class StoriesTest {

  @MlSimulator(seed = 12)
  static class FailingCase {
    @Test
    void a_job_fails(SageMakerClient sageMaker, Simulator sim) {
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
      sim.clock().advance(Duration.ofHours(1));
      throw new IllegalStateException("not what I wanted");
    }
  }

  @MlSimulator
  static class PassingCase {
    @Seeds({1, 2})
    void passes(Simulator sim) {
      sim.clock().advance(Duration.ofDays(1));
    }
  }

  @MlSimulator
  static class StillPassingCase {
    @Test
    void passes(Simulator sim) {
      sim.clock().advance(Duration.ofDays(1));
    }
  }

  private static Path page(String name) {
    return StoryFiles.directory().resolve("dev.mlsim.junit.StoriesTest$" + name + ".html");
  }

  @Test
  void the_story_of_a_failed_test_is_written() {
    Runs.run(
        Map.of(MlSimulatorExtension.STORIES, "failed"), FailingCase.class, StillPassingCase.class);

    assertThat(page("FailingCase.a_job_fails"))
        .content()
        .contains("<h1>StoriesTest$FailingCase.a_job_fails</h1>")
        .containsPattern(
            "<pre class=\"why\">IllegalStateException: not what I wanted\n"
                + "at dev.mlsim.junit.StoriesTest\\$FailingCase.a_job_fails\\(StoriesTest.java:\\d+\\)</pre>")
        .contains("again: mvn test -Dtest='StoriesTest$FailingCase#a_job_fails' -Dmlsim.seed=12")
        .contains("churn-1");
    assertThat(page("StillPassingCase.passes")).doesNotExist();
  }

  @MlSimulator
  static class CausedCase {
    @Test
    void fails(Simulator sim) {
      assertThatCode(
              () -> {
                throw new IllegalStateException("outer", new IOException("inner"));
              })
          .doesNotThrowAnyException();
    }
  }

  @MlSimulator(strict = Strict.UNUSED_RULE)
  static class InheritingCase extends LeavingCase {}

  static class LeavingCase {
    @Test
    void leaves_a_rule(Simulator sim) {
      if (sim.seed() == 1) {
        throw new IllegalStateException("outer", new IOException("inner"));
      }
    }
  }

  @MlSimulator
  static class StrictCase {
    @Test
    void leaves_a_rule(Simulator sim) {
      sim.faults().on("StopTrainingJob").throttle();
    }
  }

  @Test
  void a_page_begins_with_the_failure_its_cause_and_the_line_of_the_test() {
    Runs.run(
        Map.of(MlSimulatorExtension.STORIES, "failed"),
        CausedCase.class,
        InheritingCase.class,
        StrictCase.class);

    assertThat(page("CausedCase.fails"))
        .content()
        .contains("<pre class=\"why\">AssertionError: ")
        .containsPattern("\nat dev.mlsim.junit.StoriesTest.CausedCase.fails.StoriesTest.java:");
    assertThat(page("InheritingCase.leaves_a_rule"))
        .content()
        .contains("<pre class=\"why\">IllegalStateException: outer\ncaused by IOException: inner\n")
        .contains("at dev.mlsim.junit.StoriesTest$LeavingCase.leaves_a_rule(StoriesTest.java:");
    assertThat(page("StrictCase.leaves_a_rule"))
        .content()
        .contains("<pre class=\"why\">AssertionFailedError: mlsim: [")
        .contains("the fault rule [throttle StopTrainingJob] never applied to a call");
  }

  @Test
  void an_index_leads_to_the_stories_of_a_run() throws Exception {
    Path index = StoryFiles.directory().resolve("index.html");
    Files.deleteIfExists(index);

    launch(
        StoryIndex.SWITCH,
        "true",
        new StoryIndex(() -> Instant.now().plusMillis(1)),
        FailingCase.class,
        PassingCase.class);

    assertThat(index)
        .content()
        .contains("<h1>3 stories, 1 failed</h1>")
        .contains("<th scope=\"col\">virtual time</th>")
        .containsPattern("table.runs th \\{[^}]*white-space: nowrap")
        .contains("<h2>Failed</h2>")
        .contains("not what I wanted")
        .contains("<a href=\"dev.mlsim.junit.StoriesTest$FailingCase.a_job_fails.html\">")
        .contains("<a href=\"dev.mlsim.junit.StoriesTest$PassingCase.passes-2.html\">")
        .contains("StoriesTest$PassingCase.passes, seed 2")
        .contains("<td class=\"number\">1d</td>");
  }

  /** Stands for a suite: what its parameters say, the run around it doesn't know. */
  static class WishingCase {
    @Test
    void has_a_test_that_wants_an_index() {
      Runs.run(Map.of(StoryIndex.SWITCH, "true"), PassingCase.class);
    }
  }

  @Test
  void a_suites_parameter_switches_the_index_on() throws Exception {
    Path index = StoryFiles.directory().resolve("index.html");
    Files.deleteIfExists(index);
    StoryIndex listener = new StoryIndex(() -> Instant.now().plusMillis(1));

    launch("junit.jupiter.execution.parallel.enabled", "false", listener, FailingCase.class);
    assertThat(index).doesNotExist();
    launch(
        "junit.jupiter.execution.parallel.enabled",
        "false",
        listener,
        WishingCase.class,
        FailingCase.class);

    assertThat(index).content().contains("<h1>1 story, 1 failed</h1>");
  }

  @Test
  void without_a_listener_an_engine_writes_the_index_of_its_tests() throws Exception {
    Path index = StoryFiles.directory().resolve("index.html");
    Files.deleteIfExists(index);

    Runs.run(Map.of(StoryIndex.SWITCH, "true"), FailingCase.class, PassingCase.class);

    assertThat(index)
        .content()
        .contains("<h1>3 stories, 1 failed</h1>")
        .contains("not what I wanted")
        .contains("StoriesTest$PassingCase.passes, seed 2");
  }

  @MlSimulator
  static class HalfPairCase {
    @Test
    void fails(SageMakerClient sageMaker, Simulator sim) {
      sim.script().resource("training-job").failAt("Training", "\ud83d");
      sageMaker.createTrainingJob(Jobs.job("churn-1"));
      sim.clock().advance(Duration.ofHours(1));
      throw new IllegalStateException("\ud83d half \u001b of a pair");
    }
  }

  @Test
  void a_text_that_cannot_be_encoded_spoils_neither_its_page_nor_the_index() throws Exception {
    Path index = StoryFiles.directory().resolve("index.html");
    Files.deleteIfExists(index);

    launch(
        StoryIndex.SWITCH,
        "true",
        new StoryIndex(() -> Instant.now().plusMillis(1)),
        HalfPairCase.class,
        PassingCase.class);

    assertThat(index)
        .content()
        .contains("<h1>3 stories, 1 failed</h1>")
        .contains("\\ud83d half \\u001b of a pair");
    assertThat(page("HalfPairCase.fails")).content().contains("because: \\ud83d");
  }

  static class AttachedCase extends FailingCase {}

  @Test
  void the_page_is_attached_to_the_report_of_the_run() {
    Map<String, Path> attached = new ConcurrentHashMap<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void fileEntryPublished(TestIdentifier test, FileEntry file) {
            attached.put(test.getDisplayName(), file.getPath());
          }
        };

    launch(MlSimulatorExtension.STORIES, "failed", listener, AttachedCase.class, PassingCase.class);

    assertThat(attached).containsOnlyKeys("a_job_fails(SageMakerClient, Simulator)");
    assertThat(attached.values().iterator().next().resolve("story.html"))
        .hasSameTextualContentAs(page("AttachedCase.a_job_fails"));
  }

  @Test
  void the_listener_is_found_by_the_launcher_and_is_off() {
    assertThat(ServiceLoader.load(TestExecutionListener.class))
        .anyMatch(StoryIndex.class::isInstance);
  }

  @Test
  void names_of_files_follow_from_the_test() {
    assertThat(
            StoryFiles.file(
                "[engine:junit-jupiter]/[class:a.b.FooTest]/[nested-class:Bar]"
                    + "/[test-template:baz(a.B, int)]/[test-template-invocation:#3]"))
        .hasFileName("a.b.FooTest.Bar.baz-3.html");
  }

  @Test
  void long_names_of_files_stay_apart() {
    String test = "[class:a.FooTest]/[method:" + "very_".repeat(50);

    Path one = StoryFiles.file(test + "one()]");

    assertThat(one.getFileName().toString()).hasSizeLessThan(200);
    assertThat(one).isNotEqualTo(StoryFiles.file(test + "other()]"));
  }

  private static void launch(
      String parameter, String value, TestExecutionListener listener, Class<?>... cases) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(cases).map(type -> selectClass(type)).toList())
            .configurationParameter(parameter, value)
            .build();
    LauncherConfig withoutOthers =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .build();
    LauncherFactory.create(withoutOthers).execute(request, listener);
  }
}
