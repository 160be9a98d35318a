/** Feature groups, and what is said of their features. */
@NullMarked
package dev.mlsim.services.sagemaker.features;

import org.jspecify.annotations.NullMarked;
