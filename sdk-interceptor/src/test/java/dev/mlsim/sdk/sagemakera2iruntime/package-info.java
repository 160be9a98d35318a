/** SageMaker A2I Runtime through its real clients. */
@NullMarked
package dev.mlsim.sdk.sagemakera2iruntime;

import org.jspecify.annotations.NullMarked;
