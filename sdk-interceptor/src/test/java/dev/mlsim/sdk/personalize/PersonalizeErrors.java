package dev.mlsim.sdk.personalize;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.services.personalize.model.PersonalizeException;

/** What holds for every error of Personalize. */
final class PersonalizeErrors {
  private PersonalizeErrors() {}

  static void hasStatus400(Throwable error) {
    assertThat(((PersonalizeException) error).statusCode()).isEqualTo(400);
    assertThat(((PersonalizeException) error).requestId()).isNotEmpty();
  }
}
