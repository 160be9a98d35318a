package dev.mlsim.engine.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.Operation;
import java.time.Instant;

/**
 * A call as fault rules see it, before the simulation does.
 *
 * @param operation what is called
 * @param input the input document, not validated yet
 * @param at when, in virtual time
 * @param refilled until when limits of rates have refilled: that time, and what passed of real time
 *     where that counts
 * @param ofChild whether AWS makes it by itself, for a resource that starts another
 * @param invocation what all attempts at it have in common; empty if nothing tells
 * @param attempt which attempt it is, from 1
 */
public record ObservedCall(
    Operation operation,
    JsonNode input,
    Instant at,
    Instant refilled,
    boolean ofChild,
    String invocation,
    int attempt) {}
