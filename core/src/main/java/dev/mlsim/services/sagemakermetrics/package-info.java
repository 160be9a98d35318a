/** Amazon SageMaker Metrics: the metrics of trial components. */
@NullMarked
package dev.mlsim.services.sagemakermetrics;

import org.jspecify.annotations.NullMarked;
