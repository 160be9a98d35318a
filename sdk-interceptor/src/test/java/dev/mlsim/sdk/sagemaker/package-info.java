/** SageMaker through the real SDK client. */
@NullMarked
package dev.mlsim.sdk.sagemaker;

import org.jspecify.annotations.NullMarked;
