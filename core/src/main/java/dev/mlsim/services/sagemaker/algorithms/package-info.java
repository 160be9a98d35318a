/** Algorithms that training jobs and model packages are made from. */
@NullMarked
package dev.mlsim.services.sagemaker.algorithms;

import org.jspecify.annotations.NullMarked;
