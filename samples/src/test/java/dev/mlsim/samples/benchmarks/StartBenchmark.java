package dev.mlsim.samples.benchmarks;

import dev.mlsim.Simulator;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** From the start of a JVM to its first answer: whole processes in turn, with default flags. */
final class StartBenchmark {
  private static final int RUNS = 7;

  private StartBenchmark() {}

  static void run(Pace pace, Report report) {
    List<Answer> answers =
        Answer.recorded(Simulator.create(), SageMakerClient.builder(), FirstAnswer::ask);
    Race.Result result =
        new Race(new Pace(1, 1, 1, 1, pace.of(RUNS), 1, 1))
            .with(Race.SIGNED, process(Race.SIGNED, answers))
            .with(Race.ANONYMOUS, process(Race.ANONYMOUS, answers))
            .with(Race.MLSIM, process(Race.MLSIM, answers))
            .run();
    report.call("JVM start to the first DescribeTrainingJob, the whole process", result);
  }

  private static Work process(String who, List<Answer> answers) {
    List<String> args = new ArrayList<>(List.of(who));
    answers.forEach(answer -> args.add(answer.body().asUtf8String()));
    return calls -> Long.parseLong(Java.run(FirstAnswer.class, List.of(), args).strip());
  }
}
