/** The model registry: groups of model packages, their versions and policies. */
@NullMarked
package dev.mlsim.services.sagemaker.registry;

import org.jspecify.annotations.NullMarked;
