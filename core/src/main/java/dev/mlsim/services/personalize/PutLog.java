package dev.mlsim.services.personalize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was put into each dataset, each log a chain from the latest to the first. Immutable. */
final class PutLog {
  static final PutLog EMPTY = new PutLog(Map.of());

  private static final int BOUND = 100_000;

  private final Map<String, Link> latest;

  /** A class and no record: a chain is neither compared nor shown. */
  private static final class Link {
    private final PutRecord record;
    private final @Nullable Link before;
    private final int count;

    Link(PutRecord record, @Nullable Link before) {
      this.record = record;
      this.before = before;
      this.count = before == null ? 1 : before.count + 1;
    }
  }

  private PutLog(Map<String, Link> latest) {
    this.latest = Map.copyOf(latest);
  }

  PutLog with(List<PutRecord> records) {
    Map<String, Link> more = new HashMap<>(latest);
    for (PutRecord record : records) {
      Link link = new Link(record, more.get(record.datasetArn()));
      if (link.count > BOUND) {
        throw new IllegalStateException(
            "mlsim: "
                + record.datasetArn()
                + " is bounded at "
                + BOUND
                + " records that are put one by one");
      }
      more.put(record.datasetArn(), link);
    }
    return new PutLog(more);
  }

  /** The records of a dataset, in the order in which they came. */
  List<PutRecord> of(String datasetArn) {
    Deque<PutRecord> records = new ArrayDeque<>();
    @Nullable Link link = latest.get(datasetArn);
    while (link != null) {
      records.addFirst(link.record);
      link = link.before;
    }
    return List.copyOf(new ArrayList<>(records));
  }

  /** The datasets that anything was put into. */
  List<String> datasets() {
    return latest.keySet().stream().sorted().toList();
  }
}
