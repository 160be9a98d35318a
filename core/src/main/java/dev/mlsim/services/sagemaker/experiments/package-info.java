/** Experiments, their trials, and the components of these. */
@NullMarked
package dev.mlsim.services.sagemaker.experiments;

import org.jspecify.annotations.NullMarked;
