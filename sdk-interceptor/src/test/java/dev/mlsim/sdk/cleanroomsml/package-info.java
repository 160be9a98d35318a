/** AWS Clean Rooms ML through the real clients. */
@NullMarked
package dev.mlsim.sdk.cleanroomsml;

import org.jspecify.annotations.NullMarked;
