/** What the repository says of itself to those who build on it. */
@NullMarked
package dev.mlsim.samples.release;

import org.jspecify.annotations.NullMarked;
