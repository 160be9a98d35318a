package dev.mlsim.sdk.cloudwatchlogs;

import static dev.mlsim.fixtures.Jobs.describe;
import static dev.mlsim.fixtures.Jobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Hosting;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.sagemaker.ContainerLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

class LogsTest {
  private static final String TRAINING = "/aws/sagemaker/TrainingJobs";

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final SageMakerClient sageMaker = clients.create(SageMakerClient.class);
  private final CloudWatchLogsClient logs = clients.create(CloudWatchLogsClient.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private void prints(String... lines) {
    sim.setup(ContainerLogs.class).of("training-job", "churn-*").prints(lines);
    sageMaker.createTrainingJob(job("churn-1"));
  }

  private String stream() {
    return logs.describeLogStreams(r -> r.logGroupName(TRAINING).logStreamNamePrefix("churn-1/"))
        .logStreams()
        .get(0)
        .logStreamName();
  }

  @Test
  void a_training_job_has_a_stream_in_the_group_of_its_kind_once_it_trains() {
    prints("epoch 1", "epoch 2");
    sim.clock().advance(Duration.ofMinutes(2));
    assertThatThrownBy(() -> logs.describeLogStreams(r -> r.logGroupName(TRAINING)))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The specified log group does not exist.");
    assertThat(logs.describeLogGroups().logGroups()).isEmpty();

    sim.clock().advance(Duration.ofMinutes(1));

    LogGroup group = logs.describeLogGroups(r -> r.logGroupNamePrefix("/aws/")).logGroups().get(0);
    assertThat(group.logGroupName()).isEqualTo(TRAINING);
    assertThat(group.arn())
        .isEqualTo("arn:aws:logs:us-east-1:123456789012:log-group:" + TRAINING + ":*");
    LogStream stream = logs.describeLogStreams(r -> r.logGroupName(TRAINING)).logStreams().get(0);
    assertThat(stream.logStreamName()).isEqualTo("churn-1/algo-1-1767225738");
    assertThat(stream.creationTime())
        .isEqualTo(Instant.parse("2026-01-01T00:02:18Z").toEpochMilli());
    assertThat(stream.lastEventTimestamp()).isNull();
  }

  @Test
  void groups_are_asked_for_by_name_or_by_arn() {
    prints("epoch 1");
    sim.clock().advance(Duration.ofMinutes(3));
    String arn = "arn:aws:logs:us-east-1:123456789012:log-group:" + TRAINING;

    assertThat(logs.describeLogGroups(r -> r.logGroupIdentifiers(TRAINING)).logGroups()).hasSize(1);
    assertThat(logs.describeLogGroups(r -> r.logGroupIdentifiers(arn)).logGroups()).hasSize(1);
    assertThat(logs.describeLogGroups(r -> r.logGroupIdentifiers("other")).logGroups()).isEmpty();
  }

  @Test
  void lines_come_evenly_while_the_container_works() {
    prints("epoch 1", "epoch 2", "epoch 3");
    sim.clock().advance(Duration.ofMinutes(25));

    List<OutputLogEvent> events =
        logs.getLogEvents(r -> r.logGroupName(TRAINING).logStreamName(stream())).events();

    assertThat(events).extracting(OutputLogEvent::message).containsExactly("epoch 1", "epoch 2");
    assertThat(Instant.ofEpochMilli(events.get(0).timestamp())).isEqualTo("2026-01-01T00:12:18Z");
    sim.clock().advance(Duration.ofHours(1));
    assertThat(logs.getLogEvents(r -> r.logGroupName(TRAINING).logStreamName(stream())).events())
        .hasSize(3);
  }

  @Test
  void a_failed_jobs_last_line_is_its_reason_and_a_default_log_says_that_it_is_one() {
    sim.script().resource("training-job").failAt("Training", "AlgorithmError: loss is NaN");
    sageMaker.createTrainingJob(job("churn-1"));
    sim.clock().advance(Duration.ofHours(1));

    List<OutputLogEvent> events =
        logs.getLogEvents(r -> r.logGroupIdentifier(TRAINING).logStreamName(stream())).events();

    assertThat(events.get(0).message()).startsWith("mlsim: the log of training-job [churn-1];");
    assertThat(events.get(events.size() - 1).message()).isEqualTo("AlgorithmError: loss is NaN");
  }

  @Test
  void the_token_of_the_end_is_the_one_that_was_sent_so_that_paginators_end() {
    prints(IntStream.range(0, 25).mapToObj(i -> "line " + i).toArray(String[]::new));
    sim.clock().advance(Duration.ofHours(1));
    String stream = stream();
    int before = sim.journal().calls().size();

    List<String> lines =
        logs
            .getLogEventsPaginator(
                r -> r.logGroupName(TRAINING).logStreamName(stream).startFromHead(true).limit(10))
            .events()
            .stream()
            .map(OutputLogEvent::message)
            .toList();

    assertThat(lines).hasSize(25).startsWith("line 0").endsWith("line 24");
    assertThat(sim.journal().calls().size() - before).isEqualTo(4);
  }

  @Test
  void without_start_from_head_the_newest_come_first_and_backward_tokens_lead_to_the_others() {
    prints("a", "b", "c", "d", "e");
    sim.clock().advance(Duration.ofHours(1));
    String stream = stream();

    GetLogEventsResponse newest =
        logs.getLogEvents(r -> r.logGroupName(TRAINING).logStreamName(stream).limit(2));
    GetLogEventsResponse older =
        logs.getLogEvents(
            r ->
                r.logGroupName(TRAINING)
                    .logStreamName(stream)
                    .limit(2)
                    .nextToken(newest.nextBackwardToken()));
    GetLogEventsResponse end =
        logs.getLogEvents(
            r ->
                r.logGroupName(TRAINING)
                    .logStreamName(stream)
                    .nextToken(newest.nextForwardToken()));

    assertThat(newest.events()).extracting(OutputLogEvent::message).containsExactly("d", "e");
    assertThat(older.events()).extracting(OutputLogEvent::message).containsExactly("b", "c");
    assertThat(end.events()).isEmpty();
    assertThat(end.nextForwardToken()).isEqualTo(newest.nextForwardToken());
    assertThatThrownBy(
            () ->
                logs.getLogEvents(
                    r -> r.logGroupName(TRAINING).logStreamName(stream).nextToken("x")))
        .isInstanceOf(InvalidParameterException.class);
  }

  /** As a client tails a job: it reads on with its token until the job has ended. */
  @Test
  void who_tails_a_job_comes_to_an_end() {
    prints("a", "b", "c", "d");
    List<String> seen = new ArrayList<>();
    String token = "";
    for (int i = 0; i < 100 && token != null; i++) {
      boolean over =
          !describe(sageMaker, "churn-1").trainingJobStatusAsString().equals("InProgress");
      try {
        String sent = token;
        GetLogEventsResponse page =
            logs.getLogEvents(
                r ->
                    r.logGroupName(TRAINING)
                        .logStreamName(stream())
                        .startFromHead(true)
                        .nextToken(sent.isEmpty() ? null : sent));
        page.events().forEach(event -> seen.add(event.message()));
        token = over ? null : page.nextForwardToken();
      } catch (ResourceNotFoundException e) {
        assertThat(over).isFalse();
      }
      sim.clock().advance(Duration.ofMinutes(2));
    }

    assertThat(seen).containsExactly("a", "b", "c", "d");
  }

  @Test
  void times_limit_what_is_read() {
    prints("a", "b", "c");
    sim.clock().advance(Duration.ofHours(1));
    long second = Instant.parse("2026-01-01T00:22:18Z").toEpochMilli();

    assertThat(
            logs.getLogEvents(
                    r ->
                        r.logGroupName(TRAINING)
                            .logStreamName(stream())
                            .startTime(second)
                            .endTime(second + 1))
                .events())
        .extracting(OutputLogEvent::message)
        .containsExactly("b");
  }

  @Test
  void lines_of_all_streams_are_filtered_by_terms() {
    prints("INFO a", "ERROR out of memory", "WARN b");
    sageMaker.createTrainingJob(
        job(
            "churn-2",
            r ->
                r.resourceConfig(
                    c -> c.instanceType("ml.m5.large").instanceCount(2).volumeSizeInGB(1))));
    sim.clock().advance(Duration.ofHours(1));

    assertThat(filtered("ERROR")).hasSize(2).allMatch(m -> m.startsWith("ERROR"));
    assertThat(filtered("\"out of memory\"")).hasSize(2);
    assertThat(filtered("?INFO ?WARN")).hasSize(4);
    assertThat(filtered("-ERROR -INFO")).containsExactly("WARN b", "WARN b");
    assertThat(filtered("")).hasSize(6);
    assertThat(
            logs
                .filterLogEventsPaginator(
                    r -> r.logGroupName(TRAINING).logStreamNamePrefix("churn-1/").limit(1))
                .events()
                .stream())
        .extracting(FilteredLogEvent::message)
        .containsExactly("INFO a", "ERROR out of memory", "WARN b");
    assertThatThrownBy(() -> filtered("{ $.level = \"x\" }"))
        .hasMessageContaining("possible are terms");
    assertThat(
            logs.describeLogStreams(r -> r.logGroupName(TRAINING).logStreamNamePrefix("churn-2/"))
                .logStreams())
        .extracting(LogStream::logStreamName)
        .hasSize(2)
        .allMatch(name -> name.startsWith("churn-2/algo-"));
  }

  private List<String> filtered(String pattern) {
    return logs
        .filterLogEvents(
            r -> r.logGroupName(TRAINING).filterPattern(pattern.isEmpty() ? null : pattern))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .toList();
  }

  @Test
  void a_prefix_and_an_order_by_time_exclude_each_other_and_pages_have_tokens_only_if_more_exist() {
    prints("a");
    sageMaker.createTrainingJob(job("churn-2"));
    sim.clock().advance(Duration.ofHours(1));

    assertThatThrownBy(
            () ->
                logs.describeLogStreams(
                    r ->
                        r.logGroupName(TRAINING)
                            .orderBy("LastEventTime")
                            .logStreamNamePrefix("churn")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Cannot order by LastEventTime with a logStreamNamePrefix.");
    var first = logs.describeLogStreams(r -> r.logGroupName(TRAINING).limit(1));
    var second =
        logs.describeLogStreams(r -> r.logGroupName(TRAINING).nextToken(first.nextToken()));
    assertThat(first.nextToken()).isNotNull();
    assertThat(second.nextToken()).isNull();
    assertThat(second.logStreams().get(0).logStreamName()).startsWith("churn-2/");
    assertThatThrownBy(
            () -> logs.getLogEvents(r -> r.logGroupName(TRAINING).logStreamName("nobody")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("The specified log stream does not exist.");
  }

  @Test
  void endpoints_have_a_group_of_their_own_and_an_async_client_reads_them() {
    sim.setup(ContainerLogs.class).of("endpoint", "ep").prints("loading", "listening");
    new Hosting(sageMaker).inService(sim, "ep", 1);
    CloudWatchLogsAsyncClient async = clients.create(CloudWatchLogsAsyncClient.class);

    LogStream stream =
        async
            .describeLogStreams(r -> r.logGroupName("/aws/sagemaker/Endpoints/ep"))
            .join()
            .logStreams()
            .get(0);

    assertThat(stream.logStreamName()).matches("AllTraffic/i-[0-9a-f]{17}");
    assertThat(
            async
                .getLogEvents(
                    r ->
                        r.logGroupName("/aws/sagemaker/Endpoints/ep")
                            .logStreamName(stream.logStreamName()))
                .join()
                .events())
        .extracting(OutputLogEvent::message)
        .containsExactly("loading", "listening");
  }
}
