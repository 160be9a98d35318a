/** Waiters, retries and polling, through the real SDK clients. */
@NullMarked
package dev.mlsim.sdk.waiting;

import org.jspecify.annotations.NullMarked;
