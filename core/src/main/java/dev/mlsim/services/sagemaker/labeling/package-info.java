/** Who labels data: workforces and their work teams. */
@NullMarked
package dev.mlsim.services.sagemaker.labeling;

import org.jspecify.annotations.NullMarked;
