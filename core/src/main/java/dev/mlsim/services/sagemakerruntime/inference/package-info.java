/** The invocation of endpoints. */
@NullMarked
package dev.mlsim.services.sagemakerruntime.inference;

import org.jspecify.annotations.NullMarked;
