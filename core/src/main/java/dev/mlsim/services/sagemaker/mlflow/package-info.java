/** MLflow as SageMaker runs it: tracking servers, and the apps that need none. */
@NullMarked
package dev.mlsim.services.sagemaker.mlflow;

import org.jspecify.annotations.NullMarked;
