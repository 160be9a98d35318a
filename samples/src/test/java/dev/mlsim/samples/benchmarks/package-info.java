/** What mlsim costs: measured by processor time, beside floors that no simulator can go below. */
@NullMarked
package dev.mlsim.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
