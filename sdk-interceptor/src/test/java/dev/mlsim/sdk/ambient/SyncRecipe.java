package dev.mlsim.sdk.ambient;

import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The ways in which code makes a sync client. */
enum SyncRecipe {
  CREATE(SageMakerClient::create),
  WITH_REGION(() -> SageMakerClient.builder().region(Region.EU_WEST_1).build()),
  WITH_CREDENTIALS(
      () ->
          SageMakerClient.builder()
              .credentialsProvider(
                  StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDMINE", "mine")))
              .build()),
  WITHOUT_CREDENTIALS_THAT_WORK(
      () ->
          SageMakerClient.builder()
              .credentialsProvider(
                  () -> {
                    throw new IllegalStateException("credentials are not to be looked for");
                  })
              .build()),
  WITH_ENDPOINT(
      () ->
          SageMakerClient.builder()
              .endpointOverride(URI.create("https://sagemaker.example.com:8443/path"))
              .build()),
  APACHE(() -> SageMakerClient.builder().httpClient(ApacheHttpClient.create()).build()),
  URL_CONNECTION(
      () -> SageMakerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()),
  CRT(() -> SageMakerClient.builder().httpClientBuilder(AwsCrtHttpClient.builder()).build());

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final Supplier<SageMakerClient> made;

  SyncRecipe(Supplier<SageMakerClient> made) {
    this.made = made;
  }

  SageMakerClient make() {
    return made.get();
  }
}
