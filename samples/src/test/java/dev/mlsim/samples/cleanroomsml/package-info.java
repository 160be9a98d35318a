/** How the production code of this story is tested. */
@NullMarked
package dev.mlsim.samples.cleanroomsml;

import org.jspecify.annotations.NullMarked;
