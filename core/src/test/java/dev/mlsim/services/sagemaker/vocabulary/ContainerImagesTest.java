package dev.mlsim.services.sagemaker.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerImagesTest {

  @ParameterizedTest
  @CsvSource({
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7, us-east-1",
    "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a, us-gov-west-1",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b@sha256:0, cn-north-1",
    "123456789012.dkr-ecr.eu-west-1.on.aws/a, eu-west-1"
  })
  void an_image_in_ecr_has_a_region(String image, String region) {
    assertThat(ContainerImages.region(image)).contains(region);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "churn:7",
        "public.ecr.aws/a/b",
        "12345678901.dkr.ecr.us-east-1.amazonaws.com/a",
        "12345678901x.dkr.ecr.us-east-1.amazonaws.com/a",
        "1234567890123.dkr.ecr.us-east-1.amazonaws.com/a",
        "123456789012.dkr_ecr.us-east-1.amazonaws.com/a",
        "123456789012.dkr.ecrus-east-1.amazonaws.com/a",
        "123456789012.dkr.ecr..amazonaws.com/a",
        "123456789012.dkr.ecr.us-east-1/a",
        "123456789012.dkr.ecr.us-east-1./a",
        "123456789012.dkr.ecr.us_east_1.amazonaws.com/a",
        "123456789012.dkr.ecr.us-east-1.Amazonaws.com/a",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com/",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        "123456789012.dkr.ecr/a"
      })
  void one_from_elsewhere_has_none(String image) {
    assertThat(ContainerImages.region(image)).isEmpty();
  }
}
