package dev.mlsim.samples.sagemaker;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.ResourceNotFoundException;

/** Gives a team a SageMaker Studio domain, its people a place in it, and takes it down again. */
public final class StudioOnboarding {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final int MOST_LOOKS = 100;
  private static final String READY = "InService";

  private final SageMakerClient sageMaker;
  private final Consumer<Duration> sleep;

  /** Works with a client; sleeps as it is told. */
  public StudioOnboarding(SageMakerClient sageMaker, Consumer<Duration> sleep) {
    this.sageMaker = sageMaker;
    this.sleep = sleep;
  }

  /** Makes a domain, and waits until it is there; its id. */
  public String domain(String name, String role) {
    String arn =
        sageMaker
            .createDomain(
                r ->
                    r.domainName(name)
                        .authMode("IAM")
                        .vpcId("vpc-1")
                        .subnetIds("subnet-1")
                        .defaultUserSettings(s -> s.executionRole(role)))
            .domainArn();
    String id = arn.substring(arn.lastIndexOf('/') + 1);
    await(() -> sageMaker.describeDomain(r -> r.domainId(id)).statusAsString());
    return id;
  }

  /** Takes somebody in; the URL of the first visit. */
  public String person(String domain, String name) {
    sageMaker.createUserProfile(r -> r.domainId(domain).userProfileName(name));
    await(
        () ->
            sageMaker
                .describeUserProfile(r -> r.domainId(domain).userProfileName(name))
                .statusAsString());
    return sageMaker
        .createPresignedDomainUrl(r -> r.domainId(domain).userProfileName(name))
        .authorizedUrl();
  }

  /** People first, the domain last, with what is on its disk. */
  public void takeDown(String domain, String... people) {
    for (String name : people) {
      sageMaker.deleteUserProfile(r -> r.domainId(domain).userProfileName(name));
      gone(() -> sageMaker.describeUserProfile(r -> r.domainId(domain).userProfileName(name)));
    }
    sageMaker.deleteDomain(
        r -> r.domainId(domain).retentionPolicy(p -> p.homeEfsFileSystem("Delete")));
    gone(() -> sageMaker.describeDomain(r -> r.domainId(domain)));
  }

  private void await(Supplier<String> status) {
    String seen = status.get();
    for (int look = 0; look < MOST_LOOKS && !seen.equals(READY); look++) {
      if (seen.endsWith("Failed")) {
        throw new IllegalStateException("Studio came to " + seen);
      }
      sleep.accept(BETWEEN_LOOKS);
      seen = status.get();
    }
  }

  private void gone(Runnable look) {
    try {
      for (int i = 0; i < MOST_LOOKS; i++) {
        look.run();
        sleep.accept(BETWEEN_LOOKS);
      }
    } catch (ResourceNotFoundException expected) {
      return;
    }
    throw new IllegalStateException("Studio doesn't go");
  }
}
