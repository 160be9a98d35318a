/** HTTP as it comes over sockets, good and bad. */
@NullMarked
package dev.mlsim.sdk.http;

import org.jspecify.annotations.NullMarked;
