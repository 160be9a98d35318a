/**
 * AssertJ assertions on a simulated world. Start at {@link dev.mlsim.assertj.MlSimAssertions}; its
 * {@code assertThat} stands beside AssertJ's own.
 */
@NullMarked
package dev.mlsim.assertj;

import org.jspecify.annotations.NullMarked;
