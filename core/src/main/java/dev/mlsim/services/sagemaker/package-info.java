/** Amazon SageMaker, declared. */
@NullMarked
package dev.mlsim.services.sagemaker;

import org.jspecify.annotations.NullMarked;
