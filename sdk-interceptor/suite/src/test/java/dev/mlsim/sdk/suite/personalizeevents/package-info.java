/** The shared suite over Personalize Events. */
@NullMarked
package dev.mlsim.sdk.suite.personalizeevents;

import org.jspecify.annotations.NullMarked;
