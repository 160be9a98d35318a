/** Sweeps of programs, faulty and correct. */
@NullMarked
package dev.mlsim.sweeps;

import org.jspecify.annotations.NullMarked;
