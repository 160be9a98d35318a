package dev.mlsim.services.sagemaker.hyperpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a compute quota gives of which instance type. Where it says only how many accelerators or
 * vCPUs, the service fills in the rest in proportion (API reference, ComputeQuotaResourceConfig);
 * what an instance has is of the EC2 pages of instance types.
 */
final class ComputeShares {
  private static final List<String> AMOUNTS =
      List.of("Count", "Accelerators", "VCpu", "MemoryInGiB", "AcceleratorPartition");
  private static final List<String> PARTS = List.of("Accelerators", "VCpu", "MemoryInGiB");
  private static final String RESOURCES = "ComputeQuotaResources";

  /** Accelerators, vCPUs and GiB of memory. */
  private static final Map<String, List<Integer>> SIZES =
      Map.ofEntries(
          Map.entry("ml.p4d.24xlarge", List.of(8, 96, 1_152)),
          Map.entry("ml.p4de.24xlarge", List.of(8, 96, 1_152)),
          Map.entry("ml.p5.48xlarge", List.of(8, 192, 2_048)),
          Map.entry("ml.p5.4xlarge", List.of(1, 16, 256)),
          Map.entry("ml.p5e.48xlarge", List.of(8, 192, 2_048)),
          Map.entry("ml.p5en.48xlarge", List.of(8, 192, 2_048)),
          Map.entry("ml.p6-b200.48xlarge", List.of(8, 192, 2_048)),
          Map.entry("ml.trn1.32xlarge", List.of(16, 128, 512)),
          Map.entry("ml.trn1n.32xlarge", List.of(16, 128, 512)),
          Map.entry("ml.trn2.48xlarge", List.of(16, 192, 2_048)),
          Map.entry("ml.g5.xlarge", List.of(1, 4, 16)),
          Map.entry("ml.g5.2xlarge", List.of(1, 8, 32)),
          Map.entry("ml.g5.4xlarge", List.of(1, 16, 64)),
          Map.entry("ml.g5.8xlarge", List.of(1, 32, 128)),
          Map.entry("ml.g5.12xlarge", List.of(4, 48, 192)),
          Map.entry("ml.g5.48xlarge", List.of(8, 192, 768)),
          Map.entry("ml.g6.xlarge", List.of(1, 4, 16)),
          Map.entry("ml.g6.12xlarge", List.of(4, 48, 192)),
          Map.entry("ml.g6.48xlarge", List.of(8, 192, 768)));

  private ComputeShares() {}

  static Optional<String> withoutAmount(JsonNode document) {
    return Lists.of(document.path("ComputeQuotaConfig").path(RESOURCES))
        .filter(resource -> AMOUNTS.stream().noneMatch(resource::has))
        .findFirst()
        .map(
            resource ->
                "The compute quota of "
                    + resource.path("InstanceType").asText()
                    + " must specify an amount.");
  }

  /** Fills in what the document doesn't say. */
  static void fill(ObjectNode document) {
    JsonNode config = document.path("ComputeQuotaConfig");
    if (config.path(RESOURCES).isArray()) {
      ArrayNode resources = JsonNodeFactory.instance.arrayNode();
      config.path(RESOURCES).forEach(r -> resources.add(filled((ObjectNode) r)));
      ObjectNode changed = Documents.empty().setAll((ObjectNode) config);
      changed.set(RESOURCES, resources);
      document.set("ComputeQuotaConfig", changed);
    }
  }

  private static ObjectNode filled(ObjectNode resource) {
    List<Integer> sizes = SIZES.get(resource.path("InstanceType").asText());
    Optional<String> given =
        PARTS.stream().filter(part -> resource.path(part).asDouble() > 0).findFirst();
    if (sizes == null || given.isEmpty() || resource.has("AcceleratorPartition")) {
      return resource;
    }
    double share = resource.path(given.get()).asDouble() / sizes.get(PARTS.indexOf(given.get()));
    ObjectNode filled = Documents.empty().setAll(resource);
    for (int i = 1; i < PARTS.size(); i++) {
      if (!filled.has(PARTS.get(i))) {
        filled.put(PARTS.get(i), share * sizes.get(i));
      }
    }
    return filled;
  }
}
