/** What SageMaker's families share: sentences of errors, jobs' lives, quotas of instances. */
@NullMarked
package dev.mlsim.services.sagemaker.vocabulary;

import org.jspecify.annotations.NullMarked;
