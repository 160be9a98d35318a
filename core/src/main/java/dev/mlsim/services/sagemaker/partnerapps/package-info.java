/** Partner AI apps: applications of others that SageMaker runs in the account. */
@NullMarked
package dev.mlsim.services.sagemaker.partnerapps;

import org.jspecify.annotations.NullMarked;
