/** SageMaker HyperPod: clusters and their nodes, and the policies of who computes on them. */
@NullMarked
package dev.mlsim.services.sagemaker.hyperpod;

import org.jspecify.annotations.NullMarked;
