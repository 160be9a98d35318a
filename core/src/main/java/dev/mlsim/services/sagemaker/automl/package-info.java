/** AutoML jobs, the jobs that they start, and their candidates. */
@NullMarked
package dev.mlsim.services.sagemaker.automl;

import org.jspecify.annotations.NullMarked;
