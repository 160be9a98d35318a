package dev.mlsim.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArnsTest {

  @Test
  void the_account_is_the_fifth_part() {
    assertThat(Arns.account("arn:aws:iam::111122223333:role/service-role/Runner"))
        .isEqualTo("111122223333");
    assertThat(Arns.account("arn:aws:s3:::bucket")).isEmpty();
    assertThat(Arns.account("arn:aws:iam::111122223333")).isEqualTo("111122223333");
    assertThat(Arns.account("arn:aws:iam:")).isEmpty();
    assertThat(Arns.account("runner")).isEmpty();
    assertThat(Arns.account("")).isEmpty();
  }

  @Test
  void the_name_stands_last() {
    assertThat(Arns.name("arn:aws:sagemaker:us-east-1:111122223333:model/first"))
        .isEqualTo("first");
    assertThat(Arns.name("first")).isEqualTo("first");
  }
}
