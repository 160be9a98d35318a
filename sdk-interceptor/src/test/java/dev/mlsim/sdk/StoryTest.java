package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.fixtures.Jobs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.personalize.PersonalizeClient;
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
              +0s         call   DescribeTrainingJob a  200 InProgress  x5 over 40s
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
  void a_look_shows_the_status_that_it_saw() {
    sageMaker.describeTrainingJob(r -> r.trainingJobName("a"));
    sageMaker.listTrainingJobs();

    assertThat(sim.journal().story().text())
        .contains("DescribeTrainingJob a  200 Failed\n")
        .contains("ListTrainingJobs       200\n");
    assertThat(sim.journal().story().html())
        .contains("<td>200 Failed</td>")
        .contains("DescribeTrainingJob a<em> ×5</em></summary>")
        .contains("<td>200 InProgress</td>");
  }

  @Test
  void an_update_that_failed_is_a_failure_though_all_is_as_it_was() {
    Hosting hosting = new Hosting(sageMaker);
    hosting.inService(sim, "churn", 1);
    hosting.config("two", "churn", 1);
    sim.script().resource("endpoint").failAt("Updating", "no capacity");
    sageMaker.updateEndpoint(r -> r.endpointName("churn").endpointConfigName("two"));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(sim.resources().get("endpoint", "churn").status()).isEqualTo("InService");
    assertThat(sim.journal().story().html())
        .contains("<li>endpoint churn  InService  because: no capacity</li>")
        .containsPattern("<tr class=\"state bad\" data-find=\"endpoint churn\" data-bad>")
        .contains("data-find=\"endpoint churn\" data-bad");
  }

  @Test
  void what_people_name_is_shown_by_its_name_with_its_id_beside() {
    PersonalizeClient personalize = SimulatedClients.of(sim).create(PersonalizeClient.class);
    String group = personalize.createDatasetGroup(r -> r.name("shop")).datasetGroupArn();
    sim.clock().advance(Duration.ofHours(1));
    String tracker =
        personalize
            .createEventTracker(r -> r.name("clicks").datasetGroupArn(group))
            .eventTrackerArn();
    String id = tracker.substring(tracker.lastIndexOf('/') + 1);
    for (int i = 0; i < 6; i++) {
      personalize.describeEventTracker(r -> r.eventTrackerArn(tracker));
    }
    personalize.describeDatasetGroup(r -> r.datasetGroupArn(group));

    assertThat(sim.journal().story().text())
        .containsPattern("CreateEventTracker clicks +200, CREATE PENDING\n")
        .contains("DescribeEventTracker clicks (" + id + ")  200 CREATE PENDING  x6\n")
        .containsPattern("DescribeDatasetGroup shop +200 ACTIVE\n")
        .contains("6 looks at event-tracker [clicks (" + id + ")] on its way")
        .contains("event-tracker clicks (" + id + ")  CREATE PENDING\n");
    assertThat(sim.journal().story().html()).contains("data-find=\"event-tracker clicks (" + id);
  }

  @Test
  void a_line_of_a_tests_own_stands_among_the_others() {
    sim.note("now the second try");

    assertThat(sim.journal().story().text()).contains("+1h 1m 50s  note   now the second try\n");
  }

  @Test
  void the_page_begins_with_why_the_test_failed() {
    String page = sim.journal().story().failing(List.of("Error: <1>", "at A.b(A.java:3)")).html();

    assertThat(page)
        .contains(
            "<h1>what happened</h1>\n<pre class=\"why\">Error: &lt;1&gt;\nat A.b(A.java:3)</pre>");
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
