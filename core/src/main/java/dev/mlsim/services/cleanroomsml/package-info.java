/**
 * AWS Clean Rooms ML, declared; and {@link dev.mlsim.services.cleanroomsml.CleanRooms}, in which a
 * test says who is a member of which collaboration.
 */
@NullMarked
package dev.mlsim.services.cleanroomsml;

import org.jspecify.annotations.NullMarked;
