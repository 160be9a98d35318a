/** What Personalize itself brings: recipes, algorithms, feature transformations. */
@NullMarked
package dev.mlsim.services.personalize.recipes;

import org.jspecify.annotations.NullMarked;
