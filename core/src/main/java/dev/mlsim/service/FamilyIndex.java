package dev.mlsim.service;

import dev.mlsim.fault.UsualRate;
import dev.mlsim.internal.Glob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be asked of a family by name before its declaration is loaded. It is a text, a line a
 * thing, {@code kind name rest}, which is written from the declaration and held by a test:
 *
 * <pre>
 * operation CreateTrainingJob create training-job    with what kind of operation it is
 * type training-job training job                     with its title
 * quota * for training job usage                     a name, or a glob for a quota of many names
 * bills ml.*                                         a unit of what its resources cost
 * setup dev.mlsim.services.personalize.PersonalizeSetup
 * event SageMaker Model State Change                 an event that AWS sends of its resources
 * object-event Object Created                        an event that it sends of stored objects
 * rate 5.0 lookoutvision:* except DetectAnomalies    a usual rate, a second
 * family training                                    of the service's own: which families it has
 * </pre>
 *
 * @param operations the operations that are simulated, with their kinds
 * @param types the resource types, with their titles
 * @param quotas the names of quotas, or globs
 * @param units what its resources are billed in
 * @param events what AWS calls the events that it sends of its resources
 * @param objectEvents what it calls those of stored objects
 * @param setups the names of the classes of its setups
 * @param usualRates the limits that AWS has on the rate of its calls
 * @param families what other families there are, where it is the index of the service itself
 */
record FamilyIndex(
    Map<String, String> operations,
    Map<String, String> types,
    List<String> quotas,
    Set<String> units,
    Set<String> events,
    Set<String> objectEvents,
    List<String> setups,
    List<UsualRate> usualRates,
    List<String> families) {

  FamilyIndex {
    operations = Collections.unmodifiableMap(operations);
    types = Collections.unmodifiableMap(types);
    quotas = List.copyOf(quotas);
    units = Collections.unmodifiableSet(units);
    events = Collections.unmodifiableSet(events);
    objectEvents = Collections.unmodifiableSet(objectEvents);
    setups = List.copyOf(setups);
    usualRates = List.copyOf(usualRates);
    families = List.copyOf(families);
  }

  /** The index of what was declared. */
  static FamilyIndex of(FamilyDeclaration declared, List<String> families) {
    Map<String, String> operations = new LinkedHashMap<>();
    declared.operations().forEach((name, handler) -> operations.put(name, kind(handler)));
    Map<String, String> types = new LinkedHashMap<>();
    Set<String> units = new LinkedHashSet<>();
    Set<String> events = new LinkedHashSet<>();
    for (ResourceType type : declared.types().values()) {
      types.put(type.name(), type.title());
      type.rates().forEach(rate -> units.add(rate.unit()));
      type.emissions().forEach(emission -> events.add(emission.detailType()));
    }
    Set<String> objectEvents = new LinkedHashSet<>();
    for (ObjectEvents those : declared.objectEvents()) {
      those.type().emissions().forEach(emission -> objectEvents.add(emission.detailType()));
    }
    List<String> quotas = new ArrayList<>();
    declared.quotaNames().forEach(names -> quotas.add(covering(names.get())));
    return new FamilyIndex(
        operations,
        types,
        quotas,
        units,
        events,
        objectEvents,
        declared.setups().stream().map(setup -> setup.type().getName()).toList(),
        declared.usualRates(),
        families);
  }

  private static String kind(Handler handler) {
    return handler.kind() + handler.type().map(type -> " " + type.name()).orElse("");
  }

  /** The one name, or a glob for names that begin with the same words and end alike. */
  private static String covering(List<String> names) {
    String start = names.get(0);
    String end = names.get(0);
    for (String name : names) {
      while (!name.startsWith(start)) {
        start = start.substring(0, start.length() - 1);
      }
      while (!name.endsWith(end)) {
        end = end.substring(1);
      }
    }
    return names.size() == 1 ? end : start.substring(0, start.lastIndexOf(' ') + 1) + "*" + end;
  }

  /** Whether a quota of the family may have that name. */
  boolean mayHaveQuota(String name) {
    return quotas.stream()
        .anyMatch(quota -> quota.indexOf('*') < 0 ? quota.equals(name) : fits(quota, name));
  }

  private static boolean fits(String glob, String name) {
    return Glob.of(glob).matches(name);
  }

  static FamilyIndex read(List<String> lines) {
    Map<String, String> operations = new LinkedHashMap<>();
    Map<String, String> types = new LinkedHashMap<>();
    List<String> quotas = new ArrayList<>();
    Set<String> units = new LinkedHashSet<>();
    Set<String> events = new LinkedHashSet<>();
    Set<String> objectEvents = new LinkedHashSet<>();
    List<String> setups = new ArrayList<>();
    List<UsualRate> rates = new ArrayList<>();
    List<String> families = new ArrayList<>();
    for (String line : lines) {
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      int blank = line.indexOf(' ');
      String rest = line.substring(blank + 1);
      switch (line.substring(0, blank)) {
        case "operation" -> put(operations, rest);
        case "type" -> put(types, rest);
        case "quota" -> quotas.add(rest);
        case "bills" -> units.add(rest);
        case "event" -> events.add(rest);
        case "object-event" -> objectEvents.add(rest);
        case "setup" -> setups.add(rest);
        case "rate" -> rates.add(rate(rest.split(" ", -1)));
        case "family" -> families.add(rest);
        default -> throw new IllegalStateException("mlsim: an index has the line [" + line + "]");
      }
    }
    return new FamilyIndex(
        operations, types, quotas, units, events, objectEvents, setups, rates, families);
  }

  private static void put(Map<String, String> map, String rest) {
    int blank = rest.indexOf(' ');
    map.put(rest.substring(0, blank), rest.substring(blank + 1));
  }

  private static UsualRate rate(String[] words) {
    List<String> except = words.length == 4 ? List.of(words[3].split(",", -1)) : List.of();
    return new UsualRate(words[1], Double.parseDouble(words[0]), except);
  }

  /** The lines of the text. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    families.forEach(family -> lines.add("family " + family));
    operations.forEach((name, kind) -> lines.add("operation " + name + " " + kind));
    types.forEach((name, title) -> lines.add("type " + name + " " + title));
    quotas.forEach(quota -> lines.add("quota " + quota));
    units.forEach(unit -> lines.add("bills " + unit));
    events.forEach(event -> lines.add("event " + event));
    objectEvents.forEach(event -> lines.add("object-event " + event));
    setups.forEach(setup -> lines.add("setup " + setup));
    usualRates.forEach(rate -> lines.add(line(rate)));
    return lines;
  }

  private static String line(UsualRate rate) {
    String except =
        rate.except().isEmpty()
            ? ""
            : " except " + rate.except().stream().collect(Collectors.joining(","));
    return "rate " + rate.perSecond() + " " + rate.operation() + except;
  }
}
