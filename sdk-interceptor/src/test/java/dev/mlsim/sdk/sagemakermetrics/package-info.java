/** SageMaker Metrics through its real clients. */
@NullMarked
package dev.mlsim.sdk.sagemakermetrics;

import org.jspecify.annotations.NullMarked;
