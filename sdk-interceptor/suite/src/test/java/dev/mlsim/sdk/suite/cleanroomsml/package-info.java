/** The shared suite over Clean Rooms ML. */
@NullMarked
package dev.mlsim.sdk.suite.cleanroomsml;

import org.jspecify.annotations.NullMarked;
