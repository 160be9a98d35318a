/** Processing jobs. */
@NullMarked
package dev.mlsim.services.sagemaker.processing;

import org.jspecify.annotations.NullMarked;
