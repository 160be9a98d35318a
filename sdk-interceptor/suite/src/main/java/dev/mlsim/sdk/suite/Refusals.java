package dev.mlsim.sdk.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells AWS's refusals from the simulator's own words. */
final class Refusals {
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private Refusals() {}

  static AwsServiceException isOfAws(Optional<AwsServiceException> refusal, String what) {
    assertThat(refusal).as(what).isPresent();
    AwsServiceException e = refusal.orElseThrow();
    assertThat(e.statusCode()).as(what).isBetween(CLIENT_ERROR, SERVER_ERROR - 1);
    assertThat(e.awsErrorDetails().errorMessage()).as(what).doesNotContain("mlsim");
    assertThat(e.awsErrorDetails().errorMessage()).as(what).doesNotContain("validation error");
    return e;
  }
}
