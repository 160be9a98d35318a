package dev.mlsim.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** In which order a sweep tries things: the simplest first, and what differs most. */
final class Order {
  private Order() {}

  /** First one of each kind and operation or type, then what is like these. */
  static List<Trouble> differentFirst(List<Trouble> all) {
    List<Trouble> first = new ArrayList<>();
    List<Trouble> rest = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Trouble trouble : all) {
      (seen.add(trouble.kind() + " " + subject(trouble)) ? first : rest).add(trouble);
    }
    first.addAll(rest);
    return first;
  }

  private static String subject(Trouble trouble) {
    Harm harm = trouble.harms().get(0);
    if (harm instanceof CallHarm call) {
      return call.operation();
    }
    return harm instanceof ResourceHarm resource
        ? resource.type() + " " + resource.outcome().says()
        : "";
  }
}
