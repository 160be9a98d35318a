package dev.mlsim.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoriesTest {

  @Test
  void the_night_is_told_with_its_throttle_its_failure_and_its_end() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();

    Stories.nightlyTraining(new PrintStream(told, true, StandardCharsets.UTF_8));

    assertThat(told.toString(StandardCharsets.UTF_8))
        .containsSubsequence(
            "00:00:00  CreateTrainingJob -> ThrottlingException",
            "CreateTrainingJob -> ok",
            "churn-1  InProgress/Training",
            "churn-1  Failed/Failed  AlgorithmError: loss is NaN",
            "churn-2  Completed/Completed",
            "the model is at s3://churn/models/churn-2/output/model.tar.gz");
  }
}
