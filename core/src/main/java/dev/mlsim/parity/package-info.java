/**
 * Compares what mlsim answers with what AWS answered in a {@linkplain dev.mlsim.recording
 * recording}: {@link dev.mlsim.parity.Parity}.
 */
@NullMarked
package dev.mlsim.parity;

import org.jspecify.annotations.NullMarked;
