/**
 * The audience half: training datasets, audience models, the jobs that generate and export
 * audiences.
 */
@NullMarked
package dev.mlsim.services.cleanroomsml.audience;

import org.jspecify.annotations.NullMarked;
