package dev.mlsim.samples.transcribe;

import dev.mlsim.sdk.suite.FamilyExamples;
import dev.mlsim.sdk.suite.ServiceSuite;
import dev.mlsim.service.Service;
import java.util.List;
import software.amazon.awssdk.services.transcribe.TranscribeClient;

/** The shared suite over Transcribe. */
class TranscribeSuiteTest extends ServiceSuite {
  TranscribeSuiteTest() {
    super(Service.of(new Transcribe()), TranscribeClient.class);
  }

  @Override
  protected List<FamilyExamples> families() {
    return List.of(
        examples ->
            examples.input(
                "StartTranscriptionJob",
                "{'Media': {'MediaFileUri': 's3://calls/1.wav'}, 'LanguageCode': 'en-GB'}"));
  }
}
