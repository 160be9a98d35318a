/** The calls that put records. */
@NullMarked
package dev.mlsim.services.personalizeevents.ingestion;

import org.jspecify.annotations.NullMarked;
