/** What every service declaration must pass: extend {@link dev.mlsim.sdk.suite.ServiceSuite}. */
@NullMarked
package dev.mlsim.sdk.suite;

import org.jspecify.annotations.NullMarked;
