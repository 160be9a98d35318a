/** The table of the control API, and its description for machines. */
@NullMarked
package dev.mlsim.sdk.control;

import org.jspecify.annotations.NullMarked;
