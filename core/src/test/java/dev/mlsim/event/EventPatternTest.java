package dev.mlsim.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.json.Json;
import dev.mlsim.json.MalformedJson;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {
  private static final String EVENT =
      """
      {"source": "aws.sagemaker",
       "detail-type": "SageMaker Training Job State Change",
       "detail": {
         "TrainingJobStatus": "Failed",
         "FailureReason": null,
         "CreationTime": 1583831889050,
         "Text": "1583831889050",
         "Words": ["x", "y"],
         "None": [],
         "InputDataConfig": [{"ChannelName": "test", "Type": "y"}, {"ChannelName": "train"}]}}
      """;

  private static Event event() throws MalformedJson {
    return new Event(
        1, Instant.EPOCH, "training-job", "churn-1", "time", (ObjectNode) Json.read(EVENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'source': ['aws.sagemaker']} | true",
        "{'source': ['AWS.sagemaker']} | false",
        "{'source': ['aws.s3', 'aws.sagemaker']} | true",
        "{'detail': {'TrainingJobStatus': ['Failed', 'Stopped']}} | true",
        "{'detail': {'TrainingJobStatus': ['Completed']}} | false",
        "{'detail': {'TrainingJobStatus': [{'prefix': 'Fai'}]}} | true",
        "{'detail': {'TrainingJobStatus': [{'suffix': 'led'}]}} | true",
        "{'detail': {'TrainingJobStatus': [{'prefix': {'equals-ignore-case': 'FAI'}}]}} | true",
        "{'detail': {'TrainingJobStatus': [{'equals-ignore-case': 'failed'}]}} | true",
        "{'detail': {'TrainingJobStatus': [{'wildcard': 'F*d'}]}} | true",
        "{'detail': {'TrainingJobStatus': [{'wildcard': 'F?iled'}]}} | false",
        "{'detail': {'TrainingJobStatus': [{'anything-but': 'Failed'}]}} | false",
        "{'detail': {'TrainingJobStatus': [{'anything-but': ['Stopped', 'Completed']}]}} | true",
        "{'detail': {'TrainingJobStatus': [{'anything-but': {'prefix': 'Fa'}}]}} | false",
        "{'detail': {'Words': [{'anything-but': 'y'}]}} | true",
        "{'detail': {'Words': ['y']}} | true",
        "{'detail': {'CreationTime': [1583831889050.0]}} | true",
        "{'detail': {'CreationTime': [{'numeric': ['>', 0, '<=', 1583831889050]}]}} | true",
        "{'detail': {'Text': [{'numeric': ['>', 0]}]}} | false",
        "{'detail': {'FailureReason': [null]}} | true",
        "{'detail': {'FailureReason': [{'exists': true}]}} | true",
        "{'detail': {'Nothing': [{'exists': false}]}} | true",
        "{'detail': {'None': [{'exists': true}]}} | false",
        "{'detail': [{'exists': true}]} | false",
        "{'detail': {'InputDataConfig': {'ChannelName': ['test'], 'Type': ['y']}}} | true",
        "{'detail': {'InputDataConfig': {'ChannelName': ['train'], 'Type': ['y']}}} | false",
        "{'$or': [{'source': ['aws.s3']}, {'detail': {'Words': ['x']}}]} | true",
        "{'$or': [{'source': ['aws.s3']}, {'detail': {'Words': ['z']}}]} | false"
      })
  void a_pattern_fits_as_on_event_bridge(String pattern, boolean fits) throws MalformedJson {
    assertThat(EventPattern.of(pattern.replace('\'', '"')).fits(event())).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'source': []} | the list of [source] is empty",
        "{} | has to be an object with members",
        "{'detail': {}} | has to be an object with members",
        "{'source': [{'prefix': 'a', 'suffix': 'b'}]} | has to have one member",
        "{'source': [{'cidr': 'a'}]} | [cidr] is not known here; known are",
        "{'source': [{'numeric': ['>']}]} | [numeric] can't be",
        "{'source': [{'exists': 'yes'}]} | [exists] can't be",
        "{'source': | it is no JSON"
      })
  void what_is_no_pattern_is_refused_with_what_is_wrong(String pattern, String why) {
    assertThatThrownBy(() -> EventPattern.of(pattern.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
