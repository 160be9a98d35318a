/** What a test hands in misbehaves: functions, documents, collections. */
@NullMarked
package dev.mlsim.sdk.hostile;

import org.jspecify.annotations.NullMarked;
