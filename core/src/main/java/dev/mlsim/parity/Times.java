package dev.mlsim.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.StructureShape;
import dev.mlsim.contract.TimestampShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares lengths of time in one document: between its first time and each other. */
final class Times {
  private static final double TENTH = 0.1;
  private static final double SECONDS = 5;

  private Times() {}

  /** A length that is off: the member at its end, and both lengths in seconds. */
  record Off(String member, double aws, double here) {}

  /** The lengths that are off by more than a tenth. */
  static List<Off> off(StructureShape shape, ObjectNode aws, ObjectNode here) {
    Map<String, double[]> times = new LinkedHashMap<>();
    for (Member member : shape.members()) {
      String name = member.name();
      if (member.shape() instanceof TimestampShape
          && aws.path(name).isNumber()
          && here.path(name).isNumber()) {
        times.put(name, new double[] {aws.path(name).asDouble(), here.path(name).asDouble()});
      }
    }
    double firstOnAws = times.values().stream().mapToDouble(t -> t[0]).min().orElse(0);
    double firstHere = times.values().stream().mapToDouble(t -> t[1]).min().orElse(0);
    List<Off> off = new ArrayList<>();
    times.forEach(
        (name, time) -> {
          double onAws = time[0] - firstOnAws;
          double now = time[1] - firstHere;
          if (isOff(onAws, now)) {
            off.add(new Off(name, onAws, now));
          }
        });
    return off;
  }

  static boolean isOff(double aws, double here) {
    return Math.abs(aws - here) > Math.max(SECONDS, TENTH * Math.abs(aws));
  }
}
