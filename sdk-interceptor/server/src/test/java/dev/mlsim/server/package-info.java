/** Runs the standalone jar. */
@NullMarked
package dev.mlsim.server;

import org.jspecify.annotations.NullMarked;
