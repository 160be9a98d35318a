/** Timings, measured by JMH. */
@NullMarked
package dev.mlsim.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
