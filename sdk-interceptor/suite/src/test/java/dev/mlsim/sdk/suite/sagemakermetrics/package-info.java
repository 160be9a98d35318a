/** The shared suite over SageMaker Metrics. */
@NullMarked
package dev.mlsim.sdk.suite.sagemakermetrics;

import org.jspecify.annotations.NullMarked;
