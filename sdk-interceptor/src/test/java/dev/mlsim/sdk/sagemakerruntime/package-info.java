/** SageMaker Runtime through the SDK's clients. */
@NullMarked
package dev.mlsim.sdk.sagemakerruntime;

import org.jspecify.annotations.NullMarked;
