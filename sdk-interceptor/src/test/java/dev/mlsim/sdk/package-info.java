@NullMarked
package dev.mlsim.sdk;

import org.jspecify.annotations.NullMarked;
