/** Inference experiments: shadow tests, which an endpoint serves beside its production. */
@NullMarked
package dev.mlsim.services.sagemaker.shadowtests;

import org.jspecify.annotations.NullMarked;
