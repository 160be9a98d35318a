/** SageMaker Feature Store Runtime through its real clients. */
@NullMarked
package dev.mlsim.sdk.sagemakerfeaturestoreruntime;

import org.jspecify.annotations.NullMarked;
