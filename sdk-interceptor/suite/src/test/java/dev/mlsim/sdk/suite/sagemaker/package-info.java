/** The shared suite over SageMaker. */
@NullMarked
package dev.mlsim.sdk.suite.sagemaker;

import org.jspecify.annotations.NullMarked;
