package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.sagemaker.SageMakerAsyncClient;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

@Isolated("changes system properties that every SDK client looks at")
class NoFilesTest {

  private static final String DISTURBING =
      """
      [default]
      aws_access_key_id = AKIDREAL
      aws_secret_access_key = secret
      region = eu-west-1
      use_fips_endpoint = true
      endpoint_url = http://localhost:1/elsewhere
      retry_mode = standard
      defaults_mode = auto
      """;

  @Test
  void what_the_aws_files_of_the_machine_say_does_not_matter(@TempDir Path home)
      throws IOException {
    Path file = Files.writeString(home.resolve("config"), DISTURBING);
    CannedWorld world = CannedWorld.of(CannedWorld.json(200, "{}"));
    System.setProperty("aws.configFile", file.toString());
    System.setProperty("aws.sharedCredentialsFile", file.toString());

    try (SimulatedClients clients = world.clients()) {
      assertThat(ProfileFile.defaultProfileFile().profile("default")).isPresent();
      clients.create(SageMakerClient.class).listTrainingJobs();
      clients.configure(SageMakerClient.builder()).build().listTrainingJobs();
      assertThat(clients.create(SageMakerAsyncClient.class).listTrainingJobs()).isCompleted();
    } finally {
      System.clearProperty("aws.configFile");
      System.clearProperty("aws.sharedCredentialsFile");
    }

    assertThat(world.requests())
        .hasSize(3)
        .allSatisfy(
            request -> {
              assertThat(request.path()).isEqualTo("/");
              assertThat(request.header("Host")).hasValue("api.sagemaker.us-east-1.amazonaws.com");
              assertThat(request.header("Authorization").orElseThrow())
                  .contains("AKIDMLSIM/", "/us-east-1/");
              assertThat(request.header("amz-sdk-request")).hasValue("attempt=1; max=4");
            });
  }
}
