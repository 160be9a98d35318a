/**
 * A service that mlsim doesn't bring along: {@link dev.mlsim.samples.transcribe.Transcribe}
 * declares Amazon Transcribe's transcription jobs, {@link
 * dev.mlsim.samples.transcribe.CallTranscripts} is production code that uses them.
 */
@NullMarked
package dev.mlsim.samples.transcribe;

import org.jspecify.annotations.NullMarked;
