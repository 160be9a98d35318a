/** Stories that a real team would recognise, on real SDK clients and a simulated world. */
@NullMarked
package dev.mlsim.samples;

import org.jspecify.annotations.NullMarked;
