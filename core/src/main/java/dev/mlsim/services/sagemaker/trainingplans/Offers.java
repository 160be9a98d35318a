package dev.mlsim.services.sagemaker.trainingplans;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which capacity is for sale: from soon on, from the next day of capacity on, and in two blocks
 * with a day between them. Days of capacity end at 11:30 UTC ("Reserve training plans" of the
 * developer guide); the prices are judged.
 */
final class Offers {
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long ENDS = Duration.ofHours(11).plusMinutes(30).toSeconds();
  private static final Duration SOON = Duration.ofMinutes(30);
  private static final double USUAL_PRICE = 10;

  /** Dollars an hour for an instance. */
  private static final Map<String, Double> PRICES =
      Map.of(
          "ml.p4d.24xlarge", 11.80,
          "ml.p5.4xlarge", 4.00,
          "ml.p5.48xlarge", 31.46,
          "ml.p5e.48xlarge", 34.61,
          "ml.p5en.48xlarge", 36.18,
          "ml.trn1.32xlarge", 9.53,
          "ml.trn2.48xlarge", 35.76);

  /**
   * The instances of an UltraServer.
   *
   * @param type their type
   * @param count how many
   */
  record Ultra(String type, int count) {}

  private static final Map<String, Ultra> ULTRA =
      Map.of(
          "ml.u-p6e-gb200x36", new Ultra("ml.p6e-gb200.36xlarge", 9),
          "ml.u-p6e-gb200x72", new Ultra("ml.p6e-gb200.36xlarge", 18),
          "ml.u-trn2.48xlarge", new Ultra("ml.trn2.48xlarge", 4));

  /** A time of capacity. */
  private record Block(Instant start, Instant end) {
    Duration length() {
      return Duration.between(start, end);
    }
  }

  private Offers() {}

  static Optional<Ultra> ultra(String type) {
    return Optional.ofNullable(ULTRA.get(type));
  }

  /** What fits the call; the soonest first. */
  static List<ObjectNode> fitting(Call call) {
    Instant after =
        call.at("StartTimeAfter")
            .map(Timestamps::instant)
            .filter(t -> t.isAfter(call.now()))
            .orElse(call.now());
    long days = (call.number("DurationHours").orElse(24L) + 23) / 24;
    Instant first = boundary(after);
    List<List<Block>> all = new ArrayList<>();
    Instant soon = after.plus(SOON);
    all.add(List.of(new Block(soon, boundary(soon).plusSeconds(days * DAY))));
    all.add(List.of(new Block(first, first.plusSeconds(days * DAY))));
    if (days > 1) {
      Instant pause = first.plusSeconds((days + 1) / 2 * DAY);
      Instant again = pause.plusSeconds(DAY);
      all.add(
          List.of(new Block(first, pause), new Block(again, again.plusSeconds(days / 2 * DAY))));
    }
    Optional<Instant> before = call.at("EndTimeBefore").map(Timestamps::instant);
    List<ObjectNode> offers = new ArrayList<>();
    for (List<Block> blocks : all) {
      Instant end = blocks.get(blocks.size() - 1).end;
      if (before.isEmpty() || !end.isAfter(before.get())) {
        offer(call, blocks).ifPresent(offers::add);
      }
    }
    return offers;
  }

  /** The next end of a day of capacity. */
  private static Instant boundary(Instant after) {
    long day = Math.floorDiv(after.getEpochSecond() - ENDS, DAY) + 1;
    return Instant.ofEpochSecond(day * DAY + ENDS);
  }

  private static Optional<ObjectNode> offer(Call call, List<Block> blocks) {
    String ultraType = call.text("UltraServerType").orElse("");
    Optional<Ultra> ultra = ultra(ultraType);
    if (!ultraType.isEmpty() && ultra.isEmpty()) {
      return Optional.empty();
    }
    long servers = call.number("UltraServerCount").orElse(1L);
    String type = ultra.map(Ultra::type).orElseGet(() -> call.text("InstanceType").orElse(""));
    long count =
        ultra
            .map(u -> u.count() * servers)
            .orElseGet(() -> call.number("InstanceCount").orElse(1L));
    ObjectNode offer = Documents.empty();
    ArrayNode capacities = offer.putArray("ReservedCapacityOfferings");
    Duration sum = Duration.ZERO;
    for (Block block : blocks) {
      sum = sum.plus(block.length());
      ObjectNode capacity = capacities.addObject();
      capacity.put("InstanceType", type).put("InstanceCount", count);
      capacity.put("ReservedCapacityType", ultra.isPresent() ? "UltraServer" : "Instance");
      if (ultra.isPresent()) {
        capacity.put("UltraServerType", ultraType).put("UltraServerCount", servers);
      }
      capacity.put("AvailabilityZone", call.world().account().region() + "a");
      length(capacity, block.length());
      capacity.set("StartTime", Timestamps.of(block.start));
      capacity.set("EndTime", Timestamps.of(block.end));
    }
    length(offer, sum);
    offer.put("UpfrontFee", fee(type, count, sum)).put("CurrencyCode", "USD");
    call.at("StartTimeAfter").ifPresent(t -> offer.set("RequestedStartTimeAfter", t));
    call.at("EndTimeBefore").ifPresent(t -> offer.set("RequestedEndTimeBefore", t));
    return Optional.of(offer);
  }

  private static void length(ObjectNode of, Duration length) {
    of.put("DurationHours", length.toHours()).put("DurationMinutes", length.toMinutesPart());
  }

  static String fee(String type, long count, Duration length) {
    double price = PRICES.getOrDefault(type, USUAL_PRICE);
    return String.format(Locale.ROOT, "%.2f", price * count * length.toMinutes() / 60);
  }
}
