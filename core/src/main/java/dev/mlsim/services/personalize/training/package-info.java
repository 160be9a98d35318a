/** Solutions and their versions, and the campaigns and recommenders that serve them. */
@NullMarked
package dev.mlsim.services.personalize.training;

import org.jspecify.annotations.NullMarked;
