package dev.mlsim.sdk.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.parity.Parity;
import dev.mlsim.parity.ParityReport;
import dev.mlsim.parity.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Recordings that were made by hand: what AWS answered is what users have published, re-typed, with
 * tokens for names and accounts; what led to it is what must have.
 */
class PublishedAnswersTest {

  private static ParityReport report(String file) throws Exception {
    return Parity.of(Path.of(PublishedAnswersTest.class.getResource(file).toURI())).run();
  }

  /**
   * That a model, a configuration or an endpoint exists already: astronomer-providers 1055,
   * spot-tagging-bot-for-digital-assets 2, modernisation-platform-environments 9383; that a
   * configuration's model is gone: sagemaker-python-sdk 2112, all of them on GitHub.
   */
  @Test
  void what_hosting_refuses_is_refused_in_the_words_that_users_have_seen() throws Exception {
    ParityReport report = report("published-hosting.jsonl");

    assertThat(report.findings()).as(report.text()).isEmpty();
    assertThat(report.count(Verdict.AGREES)).as(report.text()).isEqualTo(8);
  }
}
