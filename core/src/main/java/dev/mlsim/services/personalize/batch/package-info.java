/** Batch inference and batch segment jobs. */
@NullMarked
package dev.mlsim.services.personalize.batch;

import org.jspecify.annotations.NullMarked;
