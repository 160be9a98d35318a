/** Series of metrics. */
@NullMarked
package dev.mlsim.services.sagemakermetrics.series;

import org.jspecify.annotations.NullMarked;
