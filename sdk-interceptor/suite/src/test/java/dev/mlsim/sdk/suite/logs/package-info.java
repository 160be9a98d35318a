/** The shared suite over CloudWatch Logs. */
@org.jspecify.annotations.NullMarked
package dev.mlsim.sdk.suite.logs;
