package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.sdk.SimulatedClients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;

class MultipartTest {
  private static final int LEAST = 5 * 1024 * 1024;

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);
  private final S3Client s3 = clients.create(S3Client.class);

  @AfterEach
  void close() {
    clients.close();
  }

  private String begin() {
    return s3.createMultipartUpload(
            r -> r.bucket("data").key("k").contentType("text/csv").metadata(Map.of("a", "b")))
        .uploadId();
  }

  private CompletedPart part(String upload, int number, int size) {
    byte[] content = new byte[size];
    java.util.Arrays.fill(content, (byte) number);
    String etag =
        s3.uploadPart(
                r -> r.bucket("data").key("k").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private CompleteMultipartUploadResponse complete(String upload, List<CompletedPart> parts) {
    return s3.completeMultipartUpload(
        r -> r.bucket("data").key("k").uploadId(upload).multipartUpload(m -> m.parts(parts)));
  }

  @Test
  void parts_come_in_any_order_and_may_come_again() {
    String upload = begin();
    CompletedPart third = part(upload, 3, 7);
    part(upload, 1, 10);
    CompletedPart first = part(upload, 1, LEAST);
    CompletedPart second = part(upload, 2, LEAST);
    part(upload, 4, 1);

    CompleteMultipartUploadResponse done = complete(upload, List.of(first, second, third));

    assertThat(done.eTag()).matches("\"[0-9a-f]{32}-3\"");
    assertThat(done.location()).isEqualTo("https://data.s3.us-east-1.amazonaws.com/k");
    byte[] content = sim.objects().get("s3://data/k").orElseThrow();
    assertThat(content).hasSize(2 * LEAST + 7);
    assertThat(new byte[] {content[0], content[LEAST], content[2 * LEAST]})
        .containsExactly(1, 2, 3);
    assertThat(s3.headObject(r -> r.bucket("data").key("k")).metadata())
        .isEqualTo(Map.of("a", "b"));
    assertThat(sim.objects().uploads().all()).isEmpty();
  }

  @Test
  void what_is_wrong_with_the_parts_is_told_in_the_words_of_s3() {
    String upload = begin();
    CompletedPart small = part(upload, 1, 10);
    CompletedPart second = part(upload, 2, 10);

    assertRefused("EntityTooSmall", upload, List.of(small, second));
    assertRefused("InvalidPartOrder", upload, List.of(second, small));
    assertRefused("InvalidPart", upload, List.of(small, second.toBuilder().partNumber(9).build()));
    assertRefused("InvalidPart", upload, List.of(small.toBuilder().eTag("other").build()));
    assertRefused("MalformedXML", upload, List.of());
    assertThatThrownBy(() -> complete("nobody", List.of(small)))
        .isInstanceOf(NoSuchUploadException.class)
        .hasMessageContaining("The specified upload does not exist.");
    assertThatThrownBy(() -> part(upload, 10_001, 1))
        .hasMessageContaining("Part number must be an integer between 1 and 10000, inclusive");
    assertThat(sim.objects().list("s3://data/")).isEmpty();
  }

  private void assertRefused(String code, String upload, List<CompletedPart> parts) {
    assertThatThrownBy(() -> complete(upload, parts))
        .isInstanceOf(S3Exception.class)
        .extracting(e -> ((S3Exception) e).awsErrorDetails().errorCode())
        .isEqualTo(code);
  }

  @Test
  void what_is_under_way_is_listed_until_it_is_aborted() {
    String upload = begin();
    for (int number = 1; number <= 5; number++) {
      part(upload, number, number);
    }

    List<Integer> numbers = new ArrayList<>();
    s3
        .listPartsPaginator(r -> r.bucket("data").key("k").uploadId(upload).maxParts(2))
        .parts()
        .stream()
        .map(Part::partNumber)
        .forEach(numbers::add);

    assertThat(numbers).containsExactly(1, 2, 3, 4, 5);
    assertThat(s3.listMultipartUploads(r -> r.bucket("data").prefix("k")).uploads())
        .extracting(u -> u.uploadId())
        .containsExactly(upload);
    assertThat(sim.objects().uploads().all())
        .extracting(MultipartUpload::uri)
        .containsExactly("s3://data/k");

    s3.abortMultipartUpload(r -> r.bucket("data").key("k").uploadId(upload));

    assertThat(s3.listMultipartUploads(r -> r.bucket("data")).uploads()).isEmpty();
    assertThatThrownBy(() -> part(upload, 1, 1)).isInstanceOf(NoSuchUploadException.class);
  }

  @Test
  void parts_are_copied_from_objects() {
    byte[] source = new byte[LEAST + 10];
    source[LEAST] = 42;
    sim.objects().put("s3://other/big file", source);
    String upload = begin();

    List<CompletedPart> parts = new ArrayList<>();
    for (String range : List.of("bytes=0-" + (LEAST - 1), "bytes=" + LEAST + "-" + (LEAST + 9))) {
      int number = parts.size() + 1;
      String etag =
          s3.uploadPartCopy(
                  r ->
                      r.sourceBucket("other")
                          .sourceKey("big file")
                          .copySourceRange(range)
                          .destinationBucket("data")
                          .destinationKey("k")
                          .uploadId(upload)
                          .partNumber(number))
              .copyPartResult()
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    }
    complete(upload, parts);

    assertThat(sim.objects().get("s3://data/k")).contains(source);
  }

  @Test
  void an_upload_survives_a_snapshot() {
    String upload = begin();
    CompletedPart first = part(upload, 1, LEAST);
    dev.mlsim.Snapshot snapshot = sim.snapshot();
    complete(upload, List.of(first));
    s3.putObject(r -> r.bucket("data").key("later"), RequestBody.fromString("x"));

    sim.restore(snapshot);

    assertThat(sim.objects().list("s3://")).isEmpty();
    complete(upload, List.of(first));
    assertThat(sim.objects().list("s3://")).containsExactly("s3://data/k");
    assertThat(Simulator.of(snapshot).objects().uploads().find(upload)).isPresent();
  }
}
