/** The shared suite over SageMaker A2I Runtime. */
@NullMarked
package dev.mlsim.sdk.suite.sagemakera2iruntime;

import org.jspecify.annotations.NullMarked;
