/** A retailer that trains on a partner's data without seeing it. */
@NullMarked
package dev.mlsim.samples.cleanroomsml;

import org.jspecify.annotations.NullMarked;
