/** A shop that computes its recommendations in batches. */
@NullMarked
package dev.mlsim.samples.personalize;

import org.jspecify.annotations.NullMarked;
