package dev.mlsim.samples.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.junit.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;

/** A recording is replayed; this one was made by hand, since this build reaches no AWS. */
class ParityRecipeTest {

  @Parity(value = "aws/night.jsonl", allow = "aws/known.txt")
  void mlsim_answers_as_aws_did_in_our_night() {}

  @Parity("aws/night.jsonl")
  void the_report_can_be_looked_at(ParityReport report) {
    assertThat(report.count(Verdict.AGREES)).isEqualTo(2);
    assertThat(report.findings().get(0).key())
        .isEqualTo("sagemaker:DescribeModel $.PrimaryContainer.ImageConfig only-on-aws");
  }
}
