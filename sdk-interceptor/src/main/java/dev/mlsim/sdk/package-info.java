/**
 * Puts a simulated world behind the AWS SDK for Java 2.x: real clients, real marshalling, real
 * retries, but the calls end in this JVM and the waiting passes on the simulator's clock.
 *
 * <p>Start at {@link dev.mlsim.sdk.SimulatedClients}.
 */
@NullMarked
package dev.mlsim.sdk;

import org.jspecify.annotations.NullMarked;
