/** The rules that a test makes for calls and for resources, at work. Not API. */
@NullMarked
package dev.mlsim.engine.rules;

import org.jspecify.annotations.NullMarked;
