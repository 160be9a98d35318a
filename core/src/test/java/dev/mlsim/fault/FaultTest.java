package dev.mlsim.fault;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.Simulator;
import dev.mlsim.clock.TimeBounds;
import dev.mlsim.wire.ConnectionFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
  private static final Duration LONG = ofSeconds(2);
  private final Simulator sim = Simulator.create();

  @ParameterizedTest
  @MethodSource("endings")
  void a_rule_says_what_becomes_of_its_calls(Function<FaultSpec, FaultRule> ending, String says) {
    FaultRule rule = ending.apply(sim.faults().on("StopTrainingJob"));

    assertThat(rule).hasToString(says);
    assertThat(rule.fault().says()).isEqualTo(says.substring(0, says.indexOf(" StopT")));
  }

  static Stream<Arguments> endings() {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return Stream.of(
        ends(FaultSpec::throttle, "throttle"),
        ends(spec -> spec.throttle(LONG), "throttle"),
        ends(spec -> spec.fail("ResourceNotFound"), "fail with ResourceNotFound"),
        ends(spec -> spec.fail("ResourceNotFound", "No."), "fail with ResourceNotFound"),
        ends(FaultSpec::accessDenied, "deny access to"),
        ends(FaultSpec::serverError, "fail inside on"),
        ends(FaultSpec::unavailable, "fail with ServiceUnavailable"),
        ends(FaultSpec::expiredToken, "fail with ExpiredTokenException"),
        ends(spec -> spec.delay(LONG), "delay by PT2S"),
        ends(spec -> spec.delay(LONG, ofSeconds(3)), "delay by PT2S to PT3S"),
        ends(FaultSpec::resetConnection, "reset the connection of"),
        ends(FaultSpec::connectTimeout, "let time out the connecting of"),
        ends(FaultSpec::readTimeout, "let time out the reading of"),
        ends(FaultSpec::loseAnswer, "lose the answer to"),
        ends(FaultSpec::truncateBody, "truncate the answer to"),
        ends(FaultSpec::malformedJson, "spoil the JSON of"),
        ends(FaultSpec::wrongContentType, "answer HTML to"),
        ends(spec -> spec.answer("{}"), "answer {} to"),
        ends(spec -> spec.answer(nothing), "answer {} to"),
        ends(spec -> spec.answer(input -> nothing), "answer by a function to"),
        ends(spec -> spec.amend(output -> {}), "amend the answer to"),
        ends(
            spec -> spec.oneOf(new Fault.Throttle(), new Fault.LoseAnswer()),
            "spoil in one of 2 ways"),
        ends(spec -> spec.suffer(new Fault.StaleList(LONG)), "list as of PT2S ago in"));
  }

  private static Arguments ends(Function<FaultSpec, FaultRule> ending, String says) {
    return Arguments.of(ending, says + " StopTrainingJob");
  }

  @Test
  void a_delivery_says_how_it_goes_wrong() {
    List<String> said = new ArrayList<>();
    String topic = "arn:aws:sns:us-east-1:123456789012:done";
    said.add(sim.faults().onEvents(topic).late(LONG).fault().says());
    said.add(sim.faults().onEvents(topic).twice().fault().says());
    said.add(sim.faults().onEvents(topic).outOfOrder().fault().says());
    said.add(sim.faults().onEvents(topic).lost().fault().says());

    assertThat(said)
        .containsExactly("comes late by PT2S", "comes twice", "comes out of order", "is lost");
    assertThat(sim.faults().onEvents(topic).once().twice())
        .hasToString("the first 1 of " + topic + " comes twice");
  }

  @Test
  void a_rule_may_be_for_one_call_or_for_those_beyond_a_rate() {
    assertThat(sim.faults().onAll().once().throttle()).hasToString("throttle the first 1 of *");
    assertThat(sim.faults().onAll().limitedTo(0.5))
        .hasToString("throttle beyond 0.5 a second of *");
  }

  @Test
  void a_throttled_call_may_be_tried_again_in_a_second_unless_said() {
    assertThat(sim.faults().onAll().throttle().fault()).isEqualTo(new Fault.Throttle(ofSeconds(1)));
    assertThat(sim.faults().onAll().throttle(LONG).fault()).isEqualTo(new Fault.Throttle(LONG));
    assertThat(sim.faults().onAll().limitedTo(0.1).fault())
        .isEqualTo(new Fault.Throttle(ofSeconds(10)));
  }

  @Test
  void a_broken_connection_knows_how_it_breaks() {
    assertThat(sim.faults().onAll().connectTimeout().fault())
        .isEqualTo(new Fault.Disconnect(Kind.CONNECT_TIMEOUT));
  }

  @Test
  void an_error_has_members_and_a_status_of_its_own() {
    Fault.Failure plain = Fault.error("Conflict", "Taken.");
    Fault.Failure full =
        plain.with("Text", "x").with("Number", 7).with("Flag", BooleanNode.TRUE).status(409);

    assertThat(plain.members()).isEmpty();
    assertThat(full.members().toString()).isEqualTo("{Text=\"x\", Number=7, Flag=true}");
    assertThat(full.status()).isEqualTo(409);
    assertThat(full.code()).isEqualTo("Conflict");
    assertThat(full.message()).isEqualTo("Taken.");
    assertThat(Fault.error("Conflict").message()).isEmpty();
  }

  @Test
  void an_answer_does_not_change_with_the_document_it_was_given() {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    Fault.Answer answer = new Fault.Answer(output);

    output.put("Late", true);

    assertThat(answer.output()).isEmpty();
  }

  @Test
  void an_injection_is_told_with_its_time_and_its_call() {
    Injection injection =
        new Injection(Instant.EPOCH, "sagemaker:StopTrainingJob", new Fault.LoseAnswer());

    assertThat(injection.says()).isEqualTo("lose the answer to");
    assertThat(injection)
        .hasToString("1970-01-01T00:00:00Z  lose the answer to sagemaker:StopTrainingJob");
  }

  @Test
  void times_are_zero_or_more() {
    Duration past = ofSeconds(-1);

    refused(
        () -> new Fault.Throttle(past),
        "mlsim: a call cannot be tried again after [PT-1S]; say zero or more");
    refused(
        () -> new Fault.Delay(past, LONG),
        "mlsim: a delay goes from zero or more to as much or more, not from [PT-1S] to [PT2S]");
    refused(
        () -> new Fault.Delay(LONG, ofSeconds(1)),
        "mlsim: a delay goes from zero or more to as much or more, not from [PT2S] to [PT1S]");
    refused(
        () -> new Fault.StaleList(past), "mlsim: a list cannot be [PT-1S] old; say zero or more");
    refused(
        () -> new Fault.Misdeliver(Fault.Misdeliver.Mishap.LATE, past),
        "mlsim: an event cannot come [PT-1S] late; say zero or more");
    assertThat(new Fault.Delay(LONG, LONG).least()).isEqualTo(LONG);
  }

  @Test
  void nothing_takes_longer_than_anything_does() {
    Duration ages = TimeBounds.LONGEST.plusNanos(1);
    String why = " [" + ages + "]; a duration is at most a million years";

    refused(() -> new Fault.Throttle(ages), "mlsim: a call cannot be tried again after" + why);
    refused(() -> new Fault.Delay(LONG, ages), "mlsim: an answer cannot be late by" + why);
    refused(() -> new Fault.StaleList(ages), "mlsim: a list cannot be so old:" + why);
    refused(
        () -> new Fault.Misdeliver(Fault.Misdeliver.Mishap.LATE, ages),
        "mlsim: an event cannot be late by" + why);
    assertThat(new Fault.StaleList(TimeBounds.LONGEST).age()).isEqualTo(TimeBounds.LONGEST);
  }

  @Test
  void what_is_no_fault_is_refused() {
    refused(() -> new Fault.OneOf(List.of()), "mlsim: one of no faults is none");
    refused(() -> sim.faults().onAll().answer("[]"), "mlsim: an answer is a JSON object, not [[]]");
    refused(() -> sim.faults().onAll().answer("{"), "mlsim: an answer is a JSON object, not [{]");
  }

  private static void refused(ThrowingCallable made, String words) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(words);
  }
}
