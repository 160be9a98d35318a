package dev.mlsim.sdk;

import dev.mlsim.recording.Sent;
import dev.mlsim.wire.Headers;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** One attempt that is being recorded, from when it is sent until it is answered, or is lost. */
final class RecordedExchange {
  private static final String NO_ANSWER = "no answer came";
  private static final byte[] NOTHING = {};

  private final Recording recording;
  private final String service;
  private final String operation;
  private final String region;
  private final SdkHttpRequest request;
  private final byte[] body;
  private final Instant began;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile @Nullable SdkHttpResponse answer;

  RecordedExchange(
      Recording recording,
      String service,
      String operation,
      String region,
      SdkHttpRequest request,
      byte[] body) {
    this.recording = recording;
    this.service = service;
    this.operation = operation;
    this.region = region;
    this.request = request;
    this.body = body;
    this.began = recording.now();
  }

  /** The answer has begun; its body may follow. */
  void answered(SdkHttpResponse response) {
    answer = response;
    if (!recording.reads(service, operation)) {
      whole(NOTHING);
    }
  }

  boolean wantsBody() {
    return !told.get() && answer != null;
  }

  /** The whole of the answer is there. */
  void whole(byte[] content) {
    SdkHttpResponse response = answer;
    if (response != null && told.compareAndSet(false, true)) {
      tell(
          Optional.of(
              new WireResponse(response.statusCode(), Headers.ofAll(response.headers()), content)),
          "");
    }
  }

  /** Nothing more comes; an answer whose body broke off counts as none. */
  void lost(String why) {
    if (told.compareAndSet(false, true)) {
      tell(Optional.empty(), why.isEmpty() ? NO_ANSWER : why);
    }
  }

  private void tell(Optional<WireResponse> response, String lost) {
    WireRequest sent = Translation.request(request, body);
    recording.add(
        new Sent(
            service,
            operation,
            region,
            request.firstMatchingHeader("amz-sdk-invocation-id").orElse(""),
            attempt(),
            began,
            recording.now(),
            sent,
            response,
            lost));
  }

  /** Of {@code attempt=2; max=4}. */
  private int attempt() {
    String header = request.firstMatchingHeader("amz-sdk-request").orElse("");
    String digits = header.replaceFirst(".*attempt=(\\d{1,3}).*", "$1");
    return digits.matches("\\d+") ? Integer.parseInt(digits) : 1;
  }
}
