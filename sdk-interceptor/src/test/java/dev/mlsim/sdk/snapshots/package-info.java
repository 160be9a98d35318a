/** Simulators that are saved and restored. */
@NullMarked
package dev.mlsim.sdk.snapshots;

import org.jspecify.annotations.NullMarked;
