/** The JUnit extension: a simulated world for each test, and SDK clients of it as parameters. */
@NullMarked
package dev.mlsim.junit;

import org.jspecify.annotations.NullMarked;
