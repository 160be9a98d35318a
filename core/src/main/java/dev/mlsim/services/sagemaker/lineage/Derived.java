package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Family;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The entities that AWS makes by itself of jobs, model packages and endpoints (developer guide,
 * "Amazon SageMaker-Created Tracking Entities"). They are made when somebody first reads, each
 * stage of a resource once: what is deleted by hand stays deleted.
 */
final class Derived {
  /** Makes of a resource what there is of it now. */
  private interface Maker {
    void make(Traces traces);
  }

  /** The types of resources that leave traces; another one joins with its line. */
  private static final Map<String, Maker> MAKERS =
      Map.of(
          "training-job", JobTraces::training,
          "processing-job", JobTraces::processing,
          "transform-job", JobTraces::transform,
          "model-package", RegistryTraces::modelPackage,
          "endpoint", EndpointTraces::endpoint);

  private Derived() {}

  /** Has everything be there, in the order in which what it comes of was created. */
  static void bring(World world) {
    List<Resource> sources = new ArrayList<>();
    for (String type : MAKERS.keySet()) {
      sources.addAll(world.registry().all(TypeRef.to(type, VALIDATION)));
    }
    sources.sort(Comparator.comparingLong(Resource::sequence));
    sources.forEach(source -> bring(source, world));
  }

  private static void bring(Resource source, World world) {
    Maker maker = MAKERS.get(source.type());
    if (maker != null) {
      maker.make(new Traces(source, world));
    }
  }

  /** Where lineage is in use, it learns of what comes and goes between two reads. */
  private static void follow(Resource source, World world) {
    if (LineageGroups.isOpen(world)) {
      bring(source, world);
    }
  }

  static void declare(Family family) {
    family
        .watch("endpoint", "InService", Derived::follow)
        .watch("training-job", "Completed", Derived::follow)
        .watch("processing-job", "Completed", Derived::follow)
        .watch("transform-job", "Completed", Derived::follow)
        .watch("model-package", "Completed", Derived::follow);
  }
}
