package dev.mlsim.sdk.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mlsim.Simulator;
import dev.mlsim.journal.JournalEntry;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** The transfer manager, over an async client that may cut objects into parts. */
class TransferManagerTest {
  private static final int FIVE = 5;
  private static final int MANY = 20 * 1024 * 1024;

  private final Simulator sim = Simulator.create();
  private final SimulatedClients clients = SimulatedClients.of(sim);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    clients.close();
  }

  private S3AsyncClient client(boolean multipart) {
    return clients.create(
        S3AsyncClient.class,
        builder -> ((S3AsyncClientBuilder) builder).multipartEnabled(multipart));
  }

  private Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve("in-" + size), bytes);
  }

  @ParameterizedTest
  @CsvSource({"false,0", "false,5", "false,20971520", "true,0", "true,5", "true,20971520"})
  void a_file_makes_its_round_trip(boolean multipart, int size) throws IOException {
    try (S3TransferManager manager =
        S3TransferManager.builder().s3Client(client(multipart)).build()) {
      Path in = file(size);
      Path out = folder.resolve("out");

      manager
          .uploadFile(u -> u.source(in).putObjectRequest(p -> p.bucket("data").key("k")))
          .completionFuture()
          .join();
      manager
          .downloadFile(d -> d.destination(out).getObjectRequest(g -> g.bucket("data").key("k")))
          .completionFuture()
          .join();

      assertThat(Files.mismatch(in, out)).isEqualTo(-1);
      assertThat(sim.objects().uploads().all()).isEmpty();
      assertThat(sim.objects().find("s3://data/k").orElseThrow().etag())
          .matches(multipart && size == MANY ? "[0-9a-f]{32}-3" : "[0-9a-f]{32}");
    }
  }

  @Test
  void a_large_object_comes_in_parts() throws IOException {
    try (S3TransferManager manager = S3TransferManager.builder().s3Client(client(true)).build()) {
      manager
          .uploadFile(
              u -> {
                try {
                  u.source(file(MANY)).putObjectRequest(p -> p.bucket("data").key("k"));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              })
          .completionFuture()
          .join();
    }

    assertThat(sim.journal().calls())
        .extracting(JournalEntry.Called::operation)
        .containsExactly(
            "CreateMultipartUpload",
            "UploadPart",
            "UploadPart",
            "UploadPart",
            "CompleteMultipartUpload");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_object_is_copied(boolean multipart) {
    try (S3TransferManager manager =
        S3TransferManager.builder().s3Client(client(multipart)).build()) {
      byte[] content = new byte[MANY];
      new Random(1).nextBytes(content);
      sim.objects().put("s3://data/a b", content);

      manager
          .copy(
              c ->
                  c.copyObjectRequest(
                      r ->
                          r.sourceBucket("data")
                              .sourceKey("a b")
                              .destinationBucket("other")
                              .destinationKey("b")))
          .completionFuture()
          .join();

      assertThat(sim.objects().get("s3://other/b")).contains(content);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_folder_makes_its_round_trip(boolean multipart) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in/deep"));
    Files.writeString(in.resolve("a.txt"), "a");
    Files.writeString(in.resolve("../b.txt"), "b");
    Files.write(in.resolve("empty"), new byte[0]);
    try (S3TransferManager manager =
        S3TransferManager.builder().s3Client(client(multipart)).build()) {
      manager
          .uploadDirectory(u -> u.source(folder.resolve("in")).bucket("data").s3Prefix("train"))
          .completionFuture()
          .join();

      assertThat(sim.objects().list("s3://data/train/"))
          .containsExactly(
              "s3://data/train/b.txt", "s3://data/train/deep/a.txt", "s3://data/train/deep/empty");

      assertThat(
              manager
                  .downloadDirectory(
                      d ->
                          d.destination(folder.resolve("out"))
                              .bucket("data")
                              .listObjectsV2RequestTransformer(l -> l.prefix("train/")))
                  .completionFuture()
                  .join()
                  .failedTransfers())
          .isEmpty();
      assertThat(folder.resolve("out/deep/a.txt")).hasContent("a");
      assertThat(folder.resolve("out/deep/empty")).isEmptyFile();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, FIVE, MANY})
  void a_client_of_many_parts_gets_and_ranges(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    sim.objects().put("s3://data/k", content);
    S3AsyncClient s3 = client(true);

    assertThat(
            s3.getObject(r -> r.bucket("data").key("k"), AsyncResponseTransformer.toBytes())
                .join()
                .asByteArrayUnsafe())
        .isEqualTo(content);
    if (size > 0) {
      assertThat(
              s3.getObject(
                      r -> r.bucket("data").key("k").range("bytes=1-3"),
                      AsyncResponseTransformer.toBytes())
                  .join()
                  .asByteArrayUnsafe())
          .containsExactly(content[1], content[2], content[3]);
    }
  }
}
