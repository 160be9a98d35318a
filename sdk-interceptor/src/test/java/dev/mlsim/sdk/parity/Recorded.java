package dev.mlsim.sdk.parity;

import dev.mlsim.Simulator;
import dev.mlsim.parity.Difference;
import dev.mlsim.parity.Finding;
import dev.mlsim.parity.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.sdk.Recording;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Recordings of a world that stands for AWS, with ids and an account of its own. */
final class Recorded {
  private Recorded() {}

  /** What a program does in that world. */
  static Path of(Path file, Consumer<Simulator> asAwsDiffers, Consumer<Simulator> program) {
    Simulator aws = Simulator.builder().seed(4711).account("123456789012").build();
    asAwsDiffers.accept(aws);
    Recording recording = Recording.to(file, aws.clock()::now);
    try {
      program.accept(aws);
    } finally {
      recording.close();
    }
    return file;
  }

  static ParityReport report(
      Path folder, Consumer<Simulator> asAwsDiffers, Consumer<Simulator> program) {
    return Parity.of(of(folder.resolve("run.jsonl"), asAwsDiffers, program)).run();
  }

  static List<String> keys(ParityReport report) {
    return report.findings().stream().map(Finding::first).map(Difference::key).toList();
  }

  /** A call whose error is what is recorded. */
  static void refused(Runnable call) {
    try {
      call.run();
    } catch (AwsServiceException expected) {
      return;
    }
    throw new AssertionError("it isn't refused");
  }
}
