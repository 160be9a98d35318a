/** Tests of virtual time. */
@NullMarked
package dev.mlsim.clock;

import org.jspecify.annotations.NullMarked;
