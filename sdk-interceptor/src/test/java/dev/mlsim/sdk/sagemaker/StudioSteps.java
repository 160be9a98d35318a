package dev.mlsim.sdk.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.CreateDomainRequest;
import software.amazon.awssdk.services.sagemaker.model.CreateSpaceRequest;
import software.amazon.awssdk.services.sagemaker.model.DescribeAppResponse;
import software.amazon.awssdk.services.sagemaker.model.ResourceInUseException;
import software.amazon.awssdk.services.sagemaker.model.SageMakerException;

/** What tests of Studio do: make domains, and who and what is in them. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class StudioSteps {
  static final String ROLE = "arn:aws:iam::123456789012:role/Studio";
  static final Duration MINUTE = Duration.ofMinutes(1);

  final Simulator sim = Simulator.create();
  final SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);

  String domain(Consumer<CreateDomainRequest.Builder> more) {
    String arn =
        sageMaker
            .createDomain(
                r -> {
                  asUsual(r);
                  more.accept(r);
                })
            .domainArn();
    sim.clock().advance(Duration.ofMinutes(5));
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  static void asUsual(CreateDomainRequest.Builder domain) {
    domain
        .domainName("data")
        .authMode("IAM")
        .vpcId("vpc-1")
        .subnetIds("subnet-1")
        .defaultUserSettings(s -> s.executionRole(ROLE));
  }

  void profile(String domain, String name) {
    sageMaker.createUserProfile(r -> r.domainId(domain).userProfileName(name));
  }

  /** A space of Ada's that she has to herself, unless more is said. */
  void space(String domain, String name, Consumer<CreateSpaceRequest.Builder> more) {
    sageMaker.createSpace(
        r -> {
          r.domainId(domain).spaceName(name);
          if (isThere(domain)) {
            r.ownershipSettings(o -> o.ownerUserProfileName("ada"))
                .spaceSharingSettings(s -> s.sharingType("Private"));
          }
          more.accept(r);
        });
  }

  boolean isThere(String domain) {
    return sageMaker.listUserProfiles(r -> r.domainIdEquals(domain)).userProfiles().stream()
        .anyMatch(p -> p.userProfileName().equals("ada") && p.statusAsString().equals("InService"));
  }

  void lab(String domain, String space) {
    sageMaker.createApp(
        r -> r.domainId(domain).spaceName(space).appType("JupyterLab").appName("default"));
  }

  void deleteLab(String domain, String space) {
    sageMaker.deleteApp(
        r -> r.domainId(domain).spaceName(space).appType("JupyterLab").appName("default"));
  }

  void runLab(String domain) {
    lab(domain, "lab");
    sim.clock().advance(Duration.ofMinutes(2));
    assertThat(app(domain, "lab").statusAsString()).isEqualTo("InService");
    deleteLab(domain, "lab");
    sim.clock().advance(MINUTE);
  }

  void resize(String domain, int size) {
    sageMaker.updateSpace(
        r ->
            r.domainId(domain)
                .spaceName("lab")
                .spaceSettings(
                    s ->
                        s.spaceStorageSettings(
                            v -> v.ebsStorageSettings(e -> e.ebsVolumeSizeInGb(size)))));
    sim.clock().advance(MINUTE);
  }

  DescribeAppResponse app(String domain, String space) {
    return sageMaker.describeApp(
        r -> r.domainId(domain).spaceName(space).appType("JupyterLab").appName("default"));
  }

  void kernel(String domain, String instance) {
    sageMaker.createApp(
        r ->
            r.domainId(domain)
                .userProfileName("ada")
                .appType("KernelGateway")
                .appName("kernel")
                .resourceSpec(s -> s.instanceType(instance)));
  }

  void deleteKernel(String domain) {
    sageMaker.deleteApp(
        r -> r.domainId(domain).userProfileName("ada").appType("KernelGateway").appName("kernel"));
  }

  String url(String domain, String space) {
    return sageMaker
        .createPresignedDomainUrl(r -> r.domainId(domain).userProfileName("ada").spaceName(space))
        .authorizedUrl();
  }

  static void inUse(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(ResourceInUseException.class)
        .hasMessageContaining(message);
  }

  static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .satisfies(e -> assertThat(code(e)).isEqualTo("ValidationException"))
        .hasMessageContaining(message);
  }

  static String code(Throwable e) {
    return ((SageMakerException) e).awsErrorDetails().errorCode();
  }
}
