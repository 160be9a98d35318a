/** SageMaker Pipelines, called through the SDK's client. */
@NullMarked
package dev.mlsim.sdk.sagemaker.pipelines;

import org.jspecify.annotations.NullMarked;
