/** How models serve best: jobs that optimize them, and what is known of models like them. */
@NullMarked
package dev.mlsim.services.sagemaker.recommender;

import org.jspecify.annotations.NullMarked;
