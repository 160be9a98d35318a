package dev.mlsim.services.sagemakermetrics.series;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The trial components of the control plane. */
final class Components {
  private static final TypeRef COMPONENT =
      TypeRef.to("experiment-trial-component", "ResourceNotFound");
  private static final List<String> JOBS =
      List.of("training-job", "processing-job", "transform-job");

  private Components() {}

  /** The component of that ARN. */
  static Optional<Resource> byArn(World world, String arn) {
    String name = arn.substring(arn.indexOf('/') + 1);
    return byName(world, name).filter(component -> component.arn().equalsIgnoreCase(arn));
  }

  /**
   * The component of that name, in any case. That of a job is made by the control plane when it is
   * first asked for, which is now.
   */
  static Optional<Resource> byName(World world, String name) {
    Optional<Resource> known = world.registry().byKey(COMPONENT, name);
    if (known.isPresent()) {
      return known;
    }
    Optional<Resource> job = job(world, name);
    if (job.isEmpty()) {
      return Optional.empty();
    }
    try {
      world.invoke(
          job.get(),
          "sagemaker:DescribeTrialComponent",
          Documents.empty().put("TrialComponentName", name));
    } catch (ServiceError gone) {
      return Optional.empty(); // it was deleted
    }
    return world.registry().byKey(COMPONENT, name);
  }

  private static Optional<Resource> job(World world, String name) {
    for (String type : JOBS) {
      String suffix = "-aws-" + type;
      if (name.toLowerCase(Locale.ROOT).endsWith(suffix)) {
        String job = name.substring(0, name.length() - suffix.length());
        return world.registry().all(TypeRef.to(type, "ValidationException")).stream()
            .filter(one -> one.name().equalsIgnoreCase(job))
            .findFirst();
      }
    }
    return Optional.empty();
  }
}
