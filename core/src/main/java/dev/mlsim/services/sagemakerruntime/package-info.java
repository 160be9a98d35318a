/**
 * Amazon SageMaker Runtime, declared: what is deployed can be invoked. A test says by {@link
 * dev.mlsim.services.sagemakerruntime.EndpointModels} what it answers.
 */
@NullMarked
package dev.mlsim.services.sagemakerruntime;

import org.jspecify.annotations.NullMarked;
