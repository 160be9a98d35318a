package dev.mlsim.service;

import dev.mlsim.fault.UsualRate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was declared of one family. Immutable and shared by all worlds.
 *
 * @param name the family's name, such as {@code training}
 * @param types its resource types by name
 * @param operations who answers each of its operations
 * @param quotas its quotas
 * @param quotaNames the names of each of them, asked for when somebody mistypes one
 * @param setups what a test can tell it in its own words
 * @param usualRates the limits that AWS has on the rate of its calls
 * @param watches what happens when resources of other families enter a state
 * @param objectEvents the events of stored objects
 * @param caveats what a reader of the fidelity ledger should know
 */
public record FamilyDeclaration(
    String name,
    Map<String, ResourceType> types,
    Map<String, Handler> operations,
    List<Quota> quotas,
    List<Supplier<List<String>>> quotaNames,
    List<Setup.Kind<?>> setups,
    List<UsualRate> usualRates,
    List<Family.Watch> watches,
    List<ObjectEvents> objectEvents,
    List<Caveat> caveats) {

  /** Keeps copies. */
  public FamilyDeclaration {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    operations = Collections.unmodifiableMap(new LinkedHashMap<>(operations));
    quotas = List.copyOf(quotas);
    quotaNames = List.copyOf(quotaNames);
    setups = List.copyOf(setups);
    usualRates = List.copyOf(usualRates);
    watches = List.copyOf(watches);
    objectEvents = List.copyOf(objectEvents);
    caveats = List.copyOf(caveats);
  }
}
