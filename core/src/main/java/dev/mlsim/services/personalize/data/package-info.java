/** Schemas, dataset groups, datasets, and the jobs that bring, take and delete their data. */
@NullMarked
package dev.mlsim.services.personalize.data;

import org.jspecify.annotations.NullMarked;
