package dev.mlsim.sdk.parity;

import dev.mlsim.fixtures.Jobs;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** A program that knows nothing of recordings. */
public final class RecordedProgram {
  private RecordedProgram() {}

  /** Makes two calls of an endpoint; then, if told so, it waits until it is killed. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SageMakerClient sageMaker =
        SageMakerClient.builder()
            .endpointOverride(URI.create(args[0]))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "hidden")))
            .build();
    for (int i = 0; i < 2; i++) {
      try {
        sageMaker.createTrainingJob(Jobs.job("jane-" + ProcessHandle.current().pid() + "-" + i));
        out.println("made");
      } catch (SdkException | IllegalStateException e) {
        out.println(e.getMessage());
      }
    }
    if (args.length > 1) {
      out.println("waits");
      System.in.read();
      Runtime.getRuntime().halt(1);
    }
  }
}
