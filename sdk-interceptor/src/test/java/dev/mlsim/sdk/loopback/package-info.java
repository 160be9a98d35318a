/** The doorway over HTTP. */
@NullMarked
package dev.mlsim.sdk.loopback;

import org.jspecify.annotations.NullMarked;
