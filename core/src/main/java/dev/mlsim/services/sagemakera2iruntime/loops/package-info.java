/** Human loops: questions that people answer. */
@NullMarked
package dev.mlsim.services.sagemakera2iruntime.loops;

import org.jspecify.annotations.NullMarked;
