/**
 * Recordings of what AWS answered: a file of JSON lines, in which nothing stands that could be
 * anybody's secret. See {@link dev.mlsim.recording.Recorder} and {@link
 * dev.mlsim.recording.RecordedRun}.
 */
@NullMarked
package dev.mlsim.recording;

import org.jspecify.annotations.NullMarked;
