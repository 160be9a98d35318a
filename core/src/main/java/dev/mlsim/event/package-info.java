/**
 * What AWS would send of what happens: events of EventBridge and notifications of SNS, as {@link
 * dev.mlsim.event.Events} and {@link dev.mlsim.event.Notifications} hold them, and who listens.
 */
@org.jspecify.annotations.NullMarked
package dev.mlsim.event;
