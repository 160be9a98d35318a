package dev.mlsim.service;

import dev.mlsim.fault.UsualRate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a service by name before its declarations are loaded: which operations are
 * simulated, which types, quotas and setups there are, and which family declares each. Immutable.
 */
public final class ServiceIndex {
  /** The name under which what belongs to no family stands in the index. */
  static final String ITSELF = "service";

  private static final Map<String, ServiceIndex> READ = new ConcurrentHashMap<>();

  private final Map<String, FamilyIndex> families;
  private final Map<String, String> familyOfOperation = new HashMap<>();
  private final Map<String, String> titles = new LinkedHashMap<>();
  private final Map<String, String> familyOfType = new HashMap<>();

  ServiceIndex(Map<String, FamilyIndex> families) {
    this.families = new LinkedHashMap<>(families);
    for (Map.Entry<String, FamilyIndex> family : families.entrySet()) {
      for (String name : family.getValue().operations().keySet()) {
        familyOfOperation.put(name, family.getKey());
      }
      for (String name : family.getValue().types().keySet()) {
        if (familyOfType.put(name, family.getKey()) != null) {
          throw new IllegalArgumentException("mlsim: two resource types are called [" + name + "]");
        }
      }
      titles.putAll(family.getValue().types());
    }
  }

  /** The index of a service that mlsim brings along, such as {@code sagemaker}. */
  public static ServiceIndex standard(String service) {
    return READ.computeIfAbsent(service, ServiceIndex::read);
  }

  private static ServiceIndex read(String service) {
    String folder = "/dev/mlsim/services/" + service + "/";
    FamilyIndex itself = readFamily(folder + ITSELF);
    Map<String, FamilyIndex> all = new LinkedHashMap<>();
    all.put(ITSELF, itself);
    for (String family : itself.families()) {
      all.put(family, readFamily(folder + family));
    }
    return new ServiceIndex(all);
  }

  private static FamilyIndex readFamily(String path) {
    try (InputStream in = ServiceIndex.class.getResourceAsStream(path + ".index")) {
      if (in == null) {
        throw new IllegalStateException("mlsim: there is no resource [" + path + ".index]");
      }
      return FamilyIndex.read(lines(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  /** The names of the operations that are simulated. */
  Set<String> operations() {
    return familyOfOperation.keySet();
  }

  /** The titles of the resource types by their names, in the order of the families. */
  public Map<String, String> types() {
    return titles;
  }

  /** What its resources are billed in. */
  public List<String> units() {
    return families.values().stream().flatMap(f -> f.units().stream()).toList();
  }

  /** What AWS calls the events that it sends of its resources, and of stored objects. */
  public List<String> events() {
    return families.values().stream()
        .flatMap(f -> Stream.concat(f.events().stream(), f.objectEvents().stream()))
        .toList();
  }

  /** Whether it sends events of stored objects. */
  public boolean sendsObjectEvents() {
    return !familiesOfObjectEvents().isEmpty();
  }

  /** The families that send events of stored objects. */
  List<String> familiesOfObjectEvents() {
    return those(family -> !family.objectEvents().isEmpty());
  }

  /** The names of the classes of setups. */
  public List<String> setups() {
    return families.values().stream().flatMap(f -> f.setups().stream()).toList();
  }

  /** The limits that AWS has on the rate of calls. */
  public List<UsualRate> usualRates() {
    return families.values().stream().flatMap(f -> f.usualRates().stream()).toList();
  }

  /** Which family has an operation, if it is simulated. */
  @Nullable String familyOfOperation(String operation) {
    return familyOfOperation.get(operation);
  }

  /** Which family declares a type, if one does. */
  @Nullable String familyOfType(String type) {
    return familyOfType.get(type);
  }

  /** Whether some family may have a quota of that name. */
  public boolean mayHaveQuota(String name) {
    return !familiesOfQuota(name).isEmpty();
  }

  /** The families that may have a quota of that name. */
  List<String> familiesOfQuota(String name) {
    return those(family -> family.mayHaveQuota(name));
  }

  /** The families that have quotas. */
  List<String> familiesOfQuotas() {
    return those(family -> !family.quotas().isEmpty());
  }

  /** Which family has a setup of that class, if one does. */
  Optional<String> familyOfSetup(String className) {
    return those(family -> family.setups().contains(className)).stream().findFirst();
  }

  private List<String> those(Predicate<FamilyIndex> fit) {
    return families.entrySet().stream()
        .filter(family -> fit.test(family.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The text of each part, by its name. */
  Map<String, List<String>> lines() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    families.forEach((family, index) -> lines.put(family, index.lines()));
    return lines;
  }
}
