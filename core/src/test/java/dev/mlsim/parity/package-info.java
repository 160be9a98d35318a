@NullMarked
package dev.mlsim.parity;

import org.jspecify.annotations.NullMarked;
