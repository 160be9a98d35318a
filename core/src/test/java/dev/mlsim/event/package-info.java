/** Patterns of events. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.event;
