/** The calls of campaigns and recommenders. */
@NullMarked
package dev.mlsim.services.personalizeruntime.recommendations;

import org.jspecify.annotations.NullMarked;
