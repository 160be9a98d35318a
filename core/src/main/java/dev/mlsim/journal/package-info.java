/** What happened in a simulator, in order: calls, transitions, faults, movements of time. */
@NullMarked
package dev.mlsim.journal;

import org.jspecify.annotations.NullMarked;
