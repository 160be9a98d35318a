/** The shared suite over SageMaker Feature Store Runtime. */
@NullMarked
package dev.mlsim.sdk.suite.sagemakerfeaturestoreruntime;

import org.jspecify.annotations.NullMarked;
