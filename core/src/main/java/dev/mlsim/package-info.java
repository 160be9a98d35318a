/** The simulator's facade: one isolated AWS account in one region, on a clock of its own. */
@NullMarked
package dev.mlsim;

import org.jspecify.annotations.NullMarked;
