/** Hubs, their contents, and references to contents of SageMaker's public hub. */
@NullMarked
package dev.mlsim.services.sagemaker.hubs;

import org.jspecify.annotations.NullMarked;
