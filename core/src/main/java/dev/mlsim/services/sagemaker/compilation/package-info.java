/** Jobs that compile models for a device or platform (SageMaker Neo). */
@NullMarked
package dev.mlsim.services.sagemaker.compilation;

import org.jspecify.annotations.NullMarked;
