package dev.mlsim.service;

import java.util.SplittableRandom;
import java.util.UUID;

/** Ids and chance of one world, all from its seed, so that a run repeats. */
public final class SeededRandom {
  private static final String HEX = "0123456789abcdef";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final SplittableRandom random;

  /** Starts from the seed. */
  public SeededRandom(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A UUID of version 4 in lower case. */
  public String uuid() {
    long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
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
    return random.nextDouble();
  }

  /** A whole number from zero up to but not including the bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private String pick(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
