package dev.mlsim.engine;

import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceIndex;
import dev.mlsim.services.cleanroomsml.CleanRoomsMl;
import dev.mlsim.services.logs.CloudWatchLogs;
import dev.mlsim.services.lookoutvision.LookoutVision;
import dev.mlsim.services.personalize.Personalize;
import dev.mlsim.services.personalizeevents.PersonalizeEvents;
import dev.mlsim.services.personalizeruntime.PersonalizeRuntime;
import dev.mlsim.services.s3.S3;
import dev.mlsim.services.sagemaker.SageMaker;
import dev.mlsim.services.sagemakera2iruntime.A2iRuntime;
import dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureStoreRuntime;
import dev.mlsim.services.sagemakermetrics.SageMakerMetrics;
import dev.mlsim.services.sagemakerruntime.SageMakerRuntime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that mlsim brings along. */
final class StandardService implements Simulated {
  /** Those for which many tests have something else that stands in. */
  private static final List<String> ASIDE = List.of("s3", "logs");

  private final String name;
  private final String signingName;
  private final String serviceId;
  private final String endpointPrefix;
  private volatile @Nullable Service service;

  private StandardService(
      String name, String signingName, String serviceId, String endpointPrefix) {
    this.name = name;
    this.signingName = signingName;
    this.serviceId = serviceId;
    this.endpointPrefix = endpointPrefix;
  }

  static List<StandardService> all() {
    return List.of(
        new StandardService("sagemaker", "sagemaker", "SageMaker", "api.sagemaker"),
        new StandardService(
            "sagemakerruntime", "sagemaker", "SageMaker Runtime", "runtime.sagemaker"),
        new StandardService(
            "sagemakerfeaturestoreruntime",
            "sagemaker",
            "SageMaker FeatureStore Runtime",
            "featurestore-runtime.sagemaker"),
        new StandardService(
            "sagemakera2iruntime", "sagemaker", "SageMaker A2I Runtime", "a2i-runtime.sagemaker"),
        new StandardService(
            "sagemakermetrics", "sagemaker", "SageMaker Metrics", "metrics.sagemaker"),
        new StandardService("personalize", "personalize", "Personalize", "personalize"),
        new StandardService(
            "personalizeruntime", "personalize", "Personalize Runtime", "personalize-runtime"),
        new StandardService(
            "personalizeevents", "personalize", "Personalize Events", "personalize-events"),
        new StandardService("cleanroomsml", "cleanrooms-ml", "CleanRoomsML", "cleanrooms-ml"),
        new StandardService("lookoutvision", "lookoutvision", "LookoutVision", "lookoutvision"),
        new StandardService("s3", "s3", "S3", "s3"),
        new StandardService("logs", "logs", "CloudWatch Logs", "logs"));
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public String serviceId() {
    return serviceId;
  }

  @Override
  public String endpointPrefix() {
    return endpointPrefix;
  }

  @Override
  public boolean takesAnyPath() {
    return signingName.equals("s3");
  }

  @Override
  public boolean standsAside() {
    return ASIDE.contains(name);
  }

  @Override
  public ServiceIndex index() {
    return ServiceIndex.standard(name);
  }

  @Override
  public boolean isLoaded() {
    return service != null;
  }

  @Override
  public Service service() {
    Service known = service;
    if (known == null) {
      known = load();
      service = known;
    }
    return known;
  }

  /** By a switch, which loads no other's class. */
  private Service load() {
    return switch (name) {
      case "sagemaker" -> SageMaker.SERVICE;
      case "sagemakerruntime" -> SageMakerRuntime.SERVICE;
      case "sagemakerfeaturestoreruntime" -> FeatureStoreRuntime.SERVICE;
      case "sagemakera2iruntime" -> A2iRuntime.SERVICE;
      case "sagemakermetrics" -> SageMakerMetrics.SERVICE;
      case "personalize" -> Personalize.SERVICE;
      case "personalizeruntime" -> PersonalizeRuntime.SERVICE;
      case "personalizeevents" -> PersonalizeEvents.SERVICE;
      case "cleanroomsml" -> CleanRoomsMl.SERVICE;
      case "lookoutvision" -> LookoutVision.SERVICE;
      case "s3" -> S3.SERVICE;
      case "logs" -> CloudWatchLogs.SERVICE;
      default -> throw new IllegalStateException("mlsim: there is no service [" + name + "]");
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
