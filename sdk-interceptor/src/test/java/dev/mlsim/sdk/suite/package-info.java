/** What every service declaration must pass, and what must hold after every test. */
@NullMarked
package dev.mlsim.sdk.suite;

import org.jspecify.annotations.NullMarked;
