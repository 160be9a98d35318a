/** Inference components: models that share the instances of an endpoint. */
@NullMarked
package dev.mlsim.services.sagemaker.components;

import org.jspecify.annotations.NullMarked;
