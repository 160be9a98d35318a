/** Personalize through the real SDK client. */
@NullMarked
package dev.mlsim.sdk.personalize;

import org.jspecify.annotations.NullMarked;
