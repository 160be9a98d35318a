/** Hyper-parameter tuning jobs, and the training jobs that they start. */
@NullMarked
package dev.mlsim.services.sagemaker.tuning;

import org.jspecify.annotations.NullMarked;
