/** Custom models: algorithms, input channels, trained models, inference jobs. */
@NullMarked
package dev.mlsim.services.cleanroomsml.custom;

import org.jspecify.annotations.NullMarked;
