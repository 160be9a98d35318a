/**
 * What answers calls and keeps state. Not API: nothing here is for tests or for authors of
 * services, and any of it may change.
 */
@NullMarked
package dev.mlsim.engine;

import org.jspecify.annotations.NullMarked;
