/** Shared between the packages of core; not part of the API. */
@NullMarked
package dev.mlsim.internal;

import org.jspecify.annotations.NullMarked;
