/** Lookout for Vision through the real SDK client. */
@NullMarked
package dev.mlsim.sdk.lookoutvision;

import org.jspecify.annotations.NullMarked;
