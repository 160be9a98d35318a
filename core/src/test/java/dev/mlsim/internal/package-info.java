/** What several packages share. */
@NullMarked
package dev.mlsim.internal;

import org.jspecify.annotations.NullMarked;
