package dev.mlsim.parity;

import dev.mlsim.service.Caveat;
import java.util.List;

/**
 * A judged fact of a ledger that a recording touches.
 *
 * @param service whose ledger
 * @param judged the fact
 * @param calls how many calls touch it
 * @param refutedBy the differences that stand against it; none where all calls that touch it agree
 */
public record Fact(String service, Caveat judged, int calls, List<Difference> refutedBy) {

  /** Copies the list. */
  public Fact {
    refutedBy = List.copyOf(refutedBy);
  }

  /** Whether nothing stands against it: all calls that touch it were answered as AWS did. */
  public boolean isConfirmed() {
    return refutedBy.isEmpty();
  }
}
