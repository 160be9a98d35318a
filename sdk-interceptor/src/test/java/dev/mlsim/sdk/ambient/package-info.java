/** Clients that the code under test makes by itself. */
@NullMarked
package dev.mlsim.sdk.ambient;

import org.jspecify.annotations.NullMarked;
