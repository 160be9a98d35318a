/** The fidelity ledger: what is simulated, how deeply, and what to trust. */
@NullMarked
package dev.mlsim.fidelity;

import org.jspecify.annotations.NullMarked;
