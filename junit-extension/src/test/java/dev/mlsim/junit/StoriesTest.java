package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

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
        .contains("again: mvn test -Dtest='StoriesTest$FailingCase#a_job_fails' -Dmlsim.seed=12")
        .contains("churn-1");
    assertThat(page("StillPassingCase.passes")).doesNotExist();
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
        .contains("<h2>Failed</h2>")
        .contains("not what I wanted")
        .contains("<a href=\"dev.mlsim.junit.StoriesTest$FailingCase.a_job_fails.html\">")
        .contains("<a href=\"dev.mlsim.junit.StoriesTest$PassingCase.passes-2.html\">")
        .contains("StoriesTest$PassingCase.passes, seed 2")
        .contains("<td class=\"number\">1d</td>");
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
