package dev.mlsim.services.sagemaker.components;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What there is on an instance, or what a copy needs of it. Sizes go by AWS's names: large has 2
 * cores, xlarge 4 and Nxlarge N times 4; a family has so much memory a core; accelerators are those
 * of Amazon EC2's pages of the families.
 *
 * @param cores how many cores
 * @param accelerators how many accelerators
 * @param memory how many MB of memory
 */
record Machine(double cores, double accelerators, double memory) {
  private static final Pattern TYPE = Pattern.compile("ml\\.([a-z0-9-]+)\\.(\\d*)([a-z0-9-]+)");
  private static final double MB_A_GB = 1_024;
  private static final double USUAL_MEMORY = 4;

  /** GB of memory a core, of families in which it isn't 4; by what their names begin with. */
  private static final Map<String, Double> MEMORY =
      Map.ofEntries(
          Map.entry("c", 2.0),
          Map.entry("r", 8.0),
          Map.entry("p3", 7.625),
          Map.entry("p4", 12.0),
          Map.entry("p5", 10.667),
          Map.entry("p6", 10.667),
          Map.entry("g6e", 8.0),
          Map.entry("inf1", 2.0));

  /** How many accelerators, by family and size; a family's others have one. */
  private static final Map<String, Integer> ACCELERATORS =
      Map.ofEntries(
          Map.entry("12xlarge", 4),
          Map.entry("24xlarge", 4),
          Map.entry("48xlarge", 8),
          Map.entry("p3.8xlarge", 4),
          Map.entry("p3.16xlarge", 8),
          Map.entry("p3dn.24xlarge", 8),
          Map.entry("p4d.24xlarge", 8),
          Map.entry("p4de.24xlarge", 8),
          Map.entry("inf1.6xlarge", 4),
          Map.entry("inf1.24xlarge", 16),
          Map.entry("inf2.24xlarge", 6),
          Map.entry("inf2.48xlarge", 12),
          Map.entry("trn1.32xlarge", 16),
          Map.entry("trn1n.32xlarge", 16),
          Map.entry("trn2.48xlarge", 16));

  private static final Pattern ACCELERATED = Pattern.compile("(g\\d|p\\d|inf|trn).*");

  /** What an instance of a type has. */
  static Machine of(String instanceType) {
    Matcher type = TYPE.matcher(instanceType);
    if (!type.matches()) {
      return new Machine(0, 0, 0);
    }
    String family = type.group(1);
    double cores = cores(type.group(2), type.group(3));
    int accelerators =
        ACCELERATED.matcher(family).matches()
            ? accelerators(family, type.group(2) + type.group(3))
            : 0;
    return new Machine(cores, accelerators, cores * memoryACore(family) * MB_A_GB);
  }

  private static double cores(String times, String size) {
    return switch (size) {
      case "xlarge" -> 4.0 * (times.isEmpty() ? 1 : Integer.parseInt(times));
      case "medium", "small", "large" -> 2;
      default -> 96;
    };
  }

  private static int accelerators(String family, String size) {
    return Optional.ofNullable(ACCELERATORS.get(family + "." + size))
        .orElseGet(() -> ACCELERATORS.getOrDefault(size, 1));
  }

  private static double memoryACore(String family) {
    String longest = "";
    for (String start : MEMORY.keySet()) {
      if (family.startsWith(start) && start.length() > longest.length()) {
        longest = start;
      }
    }
    return MEMORY.getOrDefault(longest, USUAL_MEMORY);
  }

  /** What a copy needs, by its ComputeResourceRequirements. */
  static Machine needed(JsonNode requirements) {
    return new Machine(
        requirements.path("NumberOfCpuCoresRequired").asDouble(),
        requirements.path("NumberOfAcceleratorDevicesRequired").asDouble(),
        requirements.path("MinMemoryRequiredInMb").asDouble());
  }

  boolean hasRoomFor(Machine copy) {
    return cores >= copy.cores && accelerators >= copy.accelerators && memory >= copy.memory;
  }

  Machine without(Machine copy) {
    return new Machine(cores - copy.cores, accelerators - copy.accelerators, memory - copy.memory);
  }
}
