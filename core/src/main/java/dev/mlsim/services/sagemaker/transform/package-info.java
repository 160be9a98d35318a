/** Transform jobs. */
@NullMarked
package dev.mlsim.services.sagemaker.transform;

import org.jspecify.annotations.NullMarked;
