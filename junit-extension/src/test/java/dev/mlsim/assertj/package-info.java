@NullMarked
package dev.mlsim.assertj;

import org.jspecify.annotations.NullMarked;
