/** What a service that mlsim doesn't bring along is tested with. */
@NullMarked
package dev.mlsim.samples.transcribe;

import org.jspecify.annotations.NullMarked;
