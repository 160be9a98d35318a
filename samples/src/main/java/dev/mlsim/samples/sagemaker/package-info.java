/** A team that trains a churn model every night. */
@NullMarked
package dev.mlsim.samples.sagemaker;

import org.jspecify.annotations.NullMarked;
