/** A membership's configuration for ML. */
@NullMarked
package dev.mlsim.services.cleanroomsml.membership;

import org.jspecify.annotations.NullMarked;
