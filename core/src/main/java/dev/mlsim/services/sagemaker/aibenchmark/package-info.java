/** SageMaker's benchmarks of generative models: workloads, measurements, recommendations. */
@NullMarked
package dev.mlsim.services.sagemaker.aibenchmark;

import org.jspecify.annotations.NullMarked;
