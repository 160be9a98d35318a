/** The rules that hold in the classes of every module. */
@NullMarked
package dev.mlsim.architecture;

import org.jspecify.annotations.NullMarked;
