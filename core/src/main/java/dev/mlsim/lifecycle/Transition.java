package dev.mlsim.lifecycle;

import java.time.Instant;

/**
 * One move in a resource's history.
 *
 * @param at when, in virtual time
 * @param from the state it left; the same as {@code to} where only the message changed
 * @param to the state it entered
 * @param message the service's words for the step, empty where it has none
 * @param trigger what set it going
 * @param reason why it failed, empty where it didn't
 */
public record Transition(
    Instant at, State from, State to, String message, String trigger, String reason) {}
