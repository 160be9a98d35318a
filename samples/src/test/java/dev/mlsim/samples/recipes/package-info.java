/** The snippets of the README, run; {@link dev.mlsim.samples.recipes.ReadmeTest} compares. */
@NullMarked
package dev.mlsim.samples.recipes;

import org.jspecify.annotations.NullMarked;
