/** What AWS would send of what happens, and who listens. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.sdk.events;
