/** CloudWatch Logs through the real SDK client. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.sdk.cloudwatchlogs;
