package dev.mlsim.sdk.sagemaker.pipelines;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Goes through a pipeline one event at a time, and asks everything anew each time. */
final class NaiveScheduler {
  private static final long STARTS = 1_000;
  private static final long DECIDES = 500;

  private final RandomPipeline pipeline;
  private final Map<String, RandomPipeline.Step> steps = new HashMap<>();
  private final Map<String, String> status = new HashMap<>();
  private final List<Running> running = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  private record Running(RandomPipeline.Step step, long start, long end, boolean good) {}

  private NaiveScheduler(RandomPipeline pipeline) {
    this.pipeline = pipeline;
    pipeline.steps().forEach(step -> steps.put(step.name(), step));
  }

  /** What becomes of the steps, by name, and then of the execution. */
  static List<String> of(RandomPipeline pipeline) {
    return new NaiveScheduler(pipeline).run();
  }

  static String line(String name, String status, long start, long end) {
    return name + " " + status + " " + start + "-" + end;
  }

  private List<String> run() {
    long now = 0;
    startAll(now);
    while (!running.isEmpty()) {
      Running next = running.stream().min(Comparator.comparingLong(Running::end)).orElseThrow();
      running.remove(next);
      now = next.end;
      status.put(next.step.name(), next.good ? "Succeeded" : "Failed");
      lines.add(line(next.step.name(), next.good ? "Succeeded" : "Failed", next.start, next.end));
      startAll(now);
    }
    lines.sort(Comparator.naturalOrder());
    lines.add(status.containsValue("Failed") ? "Failed" : "Succeeded");
    return lines;
  }

  private void startAll(long now) {
    for (RandomPipeline.Step step : pipeline.steps()) {
      if (!status.containsKey(step.name())
          && !status.containsValue("Failed")
          && running.size() < pipeline.most()
          && isReady(step)) {
        boolean fails = step.kind().equals("Fail") || (step.kind().equals("EMR") && step.fails());
        long work =
            switch (step.kind()) {
              case "Fail" -> 0;
              case "Condition" -> DECIDES;
              default -> step.millis();
            };
        status.put(step.name(), "Running");
        running.add(new Running(step, now, now + STARTS + work, !fails));
      }
    }
  }

  private boolean isReady(RandomPipeline.Step step) {
    boolean isLetIn =
        step.gate().isEmpty()
            || ("Succeeded".equals(status.get(step.gate()))
                && steps.getOrDefault(step.gate(), step).holds() == step.inIf());
    return isLetIn && step.needs().stream().allMatch(need -> "Succeeded".equals(status.get(need)));
  }
}
