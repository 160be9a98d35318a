/** The shared suite over SageMaker Runtime. */
@NullMarked
package dev.mlsim.sdk.suite.sagemakerruntime;

import org.jspecify.annotations.NullMarked;
