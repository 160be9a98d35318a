/** The shared suite over Lookout for Vision. */
@NullMarked
package dev.mlsim.sdk.suite.lookoutvision;

import org.jspecify.annotations.NullMarked;
