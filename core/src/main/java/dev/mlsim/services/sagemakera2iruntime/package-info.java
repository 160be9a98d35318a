/**
 * Amazon Augmented AI Runtime: human loops. A test says what the people answer with {@link
 * dev.mlsim.services.sagemakera2iruntime.HumanLoops}.
 */
@NullMarked
package dev.mlsim.services.sagemakera2iruntime;

import org.jspecify.annotations.NullMarked;
