/** Faults, quotas, outcomes and chaos through the real SDK clients. */
@NullMarked
package dev.mlsim.sdk.parity;

import org.jspecify.annotations.NullMarked;
