package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class StoryTest {
  private final Simulator sim = Simulator.create();
  private final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  @BeforeEach
  void some_things_happen() {
    sim.script().resource("training-job").named("a").failAt("Training", "Error: <NaN>");
    sim.script().resource("training-job").named("nobody").failAt("Training", "never");
    create("a");
    for (int i = 0; i < 5; i++) {
      sageMaker.describeTrainingJob(r -> r.trainingJobName("a"));
      sim.clock().sleep(Duration.ofSeconds(10));
    }
    sim.clock().advance(Duration.ofHours(1));
    create("b");
    sim.clock().advance(Duration.ofMinutes(1));
  }

  private void create(String name) {
    sageMaker.createTrainingJob(Jobs.job(name));
  }

  @Test
  void the_text_is_short_and_aligned() {
    assertThat(sim.journal().story().titled("the story").remarking("again: mvn test").text())
        .isEqualTo(
            """
            mlsim: the story
              world      account 123456789012 in us-east-1, seed 1
              time       from 2026-01-01T00:00:00Z, 1h 1m 50s of virtual time

              +0s         call   CreateTrainingJob a    200, InProgress/Starting
              +0s         call   DescribeTrainingJob a  200  x5 over 40s
              +2m         state  training-job a         InProgress/Downloading
              +2m 18s     state  training-job a         InProgress/Training
              +32m 18s    state  training-job a         InProgress/Uploading
              +32m 27s    state  training-job a         Failed/Failed  because: Error: <NaN>
              +32m 27s    note   training-job [a] wrote [s3://churn/models/a/output/model.tar.gz],\
             159 bytes
              +1h 50s     clock  advance(PT1H)
              +1h 50s     call   CreateTrainingJob b    200, InProgress/Starting
              +1h 1m 50s  clock  advance(PT1M)

              resources  training-job a  Failed/Failed  because: Error: <NaN>
                         training-job b  InProgress/Starting
              pending    +1h 2m 50s  training-job [b] -> InProgress/Downloading
              unused     script: training-job [nobody] fails at [Training]: never
                         again: mvn test
            """);
  }

  @Test
  void many_that_do_the_same_are_told_once() {
    for (int i = 0; i < 50; i++) {
      create("many-" + i);
    }
    sim.clock().advance(Duration.ofMinutes(3));

    assertThat(sim.journal().story().text())
        .contains("CreateTrainingJob many-0 … many-49 (50)  200, InProgress/Starting\n")
        .contains("training-job many-0 … many-49 (50)       InProgress/Downloading\n")
        .contains("             and 40 more\n")
        .hasLineCount(48);
  }

  @Test
  void a_long_text_is_cut_in_the_middle() {
    for (int i = 0; i < 40; i++) {
      create("x" + i);
      sim.clock().advance(Duration.ofSeconds(1));
    }

    assertThat(sim.journal().story().text(20)).contains("lines left out");
  }

  @Test
  void the_page_is_complete_in_itself(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("stories/story.html");

    sim.journal().story().titled("a & b").writeTo(file);

    assertThat(file)
        .content()
        .startsWith("<!DOCTYPE html>")
        .contains("<h1>a &amp; b</h1>")
        .contains("Error: &lt;NaN&gt;")
        .contains("class=\"bar failed still\"")
        .doesNotContain("<NaN>")
        .doesNotContain("src=")
        .doesNotContain("http:/")
        .doesNotContain("https:/");
  }

  @Test
  void the_page_finds_each_of_many_and_failures_alone() {
    for (int i = 0; i < 50; i++) {
      create("many-" + i);
    }

    assertThat(sim.journal().story().html())
        .contains("data-find=\"training-job a\" data-bad")
        .contains("data-find=\"training-job b\">")
        .containsPattern("data-find=\"CreateTrainingJob many-0 .*many-13 .*many-49\">")
        .contains("<summary>CreateTrainingJob many-0 … many-49 (50)<em></em></summary>")
        .contains("title=\"+0s  CreateTrainingJob a  200\"");
  }

  @Test
  void the_page_tells_failures_that_are_alike_together() {
    sim.script().resource("training-job").named("many-*").failAt("Training", "Error: full");
    for (int i = 0; i < 9; i++) {
      create("many-" + i);
    }
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.journal().story().html())
        .contains("<li>training-job a  Failed/Failed  because: Error: &lt;NaN&gt;</li>")
        .contains("<li>training-job many-0 … many-8 (9)  Failed/Failed  because: Error: full</li>");
  }

  @Test
  void what_a_console_would_act_on_is_escaped() {
    sim.script()
        .resource("training-job")
        .named("c")
        .failAt("Training", "\u001b[31mbad\u001b[0m\nline two\u202e \ud83d");
    create("c");
    sim.clock().advance(Duration.ofHours(1));
    String shown = "\\u001b[31mbad\\u001b[0m\\nline two\\u202e \\ud83d";

    assertThat(sim.journal().story().titled("a\u0007b").remarking("x\ry").text())
        .startsWith("mlsim: a\\u0007b\n")
        .contains("Failed/Failed  because: " + shown + "\n")
        .contains("x\\ry\n")
        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
    assertThat(sim.journal().text()).contains(shown).doesNotContain("\u001b");
  }

  @Test
  void half_of_a_pair_does_not_break_the_page(@TempDir Path directory) throws IOException {
    sim.script().resource("training-job").named("c").failAt("Training", "\ud83d half");
    create("c");
    sim.clock().advance(Duration.ofHours(1));
    Path file = directory.resolve("story.html");

    sim.journal().story().titled("\udc00").writeTo(file);

    assertThat(file).content().contains("<h1>\\udc00</h1>").contains("because: \\ud83d half");
  }

  @Test
  void digits_are_those_of_every_machine() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(sim.journal().story().text()).contains("seed 1\n").doesNotContain("\u0661");
      assertThat(sim.billing().charges().get(0).toString()).contains("0.5");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void nothing_makes_a_story_too() {
    assertThat(Simulator.create().journal().story().text())
        .contains("nothing happened: no call has reached the simulator");
    assertThat(Simulator.create().journal().story().html()).contains("Nothing happened");
  }
}
