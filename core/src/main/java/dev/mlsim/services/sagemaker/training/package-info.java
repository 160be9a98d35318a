/** Training jobs, and the warm pools that they leave. */
@NullMarked
package dev.mlsim.services.sagemaker.training;

import org.jspecify.annotations.NullMarked;
