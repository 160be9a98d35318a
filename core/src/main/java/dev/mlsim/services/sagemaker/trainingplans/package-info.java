/** Training plans: capacity that is bought ahead of time, its offerings and extensions. */
@NullMarked
package dev.mlsim.services.sagemaker.trainingplans;

import org.jspecify.annotations.NullMarked;
