/** Ground Truth: workforces, their work teams, and the jobs that these label data in. */
@NullMarked
package dev.mlsim.services.sagemaker.labeling;

import org.jspecify.annotations.NullMarked;
