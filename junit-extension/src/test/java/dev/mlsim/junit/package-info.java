@NullMarked
package dev.mlsim.junit;

import org.jspecify.annotations.NullMarked;
