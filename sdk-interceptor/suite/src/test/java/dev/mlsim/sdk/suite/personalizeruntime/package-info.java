/** The shared suite over Personalize Runtime. */
@NullMarked
package dev.mlsim.sdk.suite.personalizeruntime;

import org.jspecify.annotations.NullMarked;
