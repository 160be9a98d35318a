/** What goes wrong on purpose: fault rules, and the account's quotas. */
@NullMarked
package dev.mlsim.fault;

import org.jspecify.annotations.NullMarked;
