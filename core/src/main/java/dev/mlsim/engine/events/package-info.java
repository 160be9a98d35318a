/** What a world tells outside of it - events, notifications, moves - and who listens. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.engine.events;
