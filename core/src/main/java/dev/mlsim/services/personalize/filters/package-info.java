/** Filters. */
@NullMarked
package dev.mlsim.services.personalize.filters;

import org.jspecify.annotations.NullMarked;
