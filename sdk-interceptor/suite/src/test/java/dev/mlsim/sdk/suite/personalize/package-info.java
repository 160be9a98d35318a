/** The shared suite over Personalize. */
@NullMarked
package dev.mlsim.sdk.suite.personalize;

import org.jspecify.annotations.NullMarked;
