package dev.mlsim.fault;

/**
 * What one attempt at a call suffered from a rule.
 *
 * @param fault what, as it came out where chance had a say
 * @param byChance whether chance had a say in whether it did
 */
public record Suffered(Fault fault, boolean byChance) {}
