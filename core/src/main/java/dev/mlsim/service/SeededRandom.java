package dev.mlsim.service;

import java.util.UUID;

/**
 * Ids and chance of one world, all from its seed, so that a run repeats. It draws what a {@link
 * java.util.SplittableRandom} of the same seed draws; unlike that one it says where it stands.
 */
public final class SeededRandom {
  private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;
  private static final double FRACTION = 0x1.0p-53;
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private long position;

  /** Starts from the seed, or goes on from a {@link #position}. */
  public SeededRandom(long seed) {
    this.position = seed;
  }

  /** Where it stands: another one that is made with it draws the same from here on. */
  public long position() {
    return position;
  }

  /** A UUID of version 4 in lower case. */
  public String uuid() {
    long high = (next() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (next() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** So many hexadecimal digits. */
  public String hex(int digits) {
    return pick(HEX, digits);
  }

  /** So many small letters and digits. */
  public String id(int length) {
    return pick(LETTERS, length);
  }

  /** A number from zero up to but not including one. */
  public double fraction() {
    return (next() >>> 11) * FRACTION;
  }

  /** A whole number from zero up to but not including the bound. */
  public int below(int bound) {
    int most = bound - 1;
    int drawn = nextInt();
    if ((bound & most) == 0) {
      return drawn & most;
    }
    // What is drawn beyond the last whole multiple of the bound would favour small numbers.
    int kept = drawn >>> 1;
    int rest = kept % bound;
    while (kept + most - rest < 0) {
      kept = nextInt() >>> 1;
      rest = kept % bound;
    }
    return rest;
  }

  /** A whole number from zero up to but not including the bound. */
  public long below(long bound) {
    long most = bound - 1;
    long drawn = next();
    if ((bound & most) == 0) {
      return drawn & most;
    }
    long kept = drawn >>> 1;
    long rest = kept % bound;
    while (kept + most - rest < 0) {
      kept = next() >>> 1;
      rest = kept % bound;
    }
    return rest;
  }

  private String pick(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(below(alphabet.length())));
    }
    return text.toString();
  }

  /** SplitMix64, with the constants of David Stafford's variants 13 and, for 32 bits, 4. */
  private long next() {
    position += GOLDEN_GAMMA;
    long mixed = (position ^ (position >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  private int nextInt() {
    position += GOLDEN_GAMMA;
    long mixed = (position ^ (position >>> 33)) * 0x62A9_D9ED_7997_05F5L;
    return (int) (((mixed ^ (mixed >>> 28)) * 0xCB24_D0A5_C88C_35B3L) >>> 32);
  }
}
