/**
 * How resources live: immutable {@link dev.mlsim.lifecycle.Lifecycle} tables, the {@link
 * dev.mlsim.lifecycle.Plan} ahead of each {@link dev.mlsim.lifecycle.Resource}, its history behind
 * it, and the {@link dev.mlsim.lifecycle.Script} by which a test bends plans.
 */
@NullMarked
package dev.mlsim.lifecycle;

import org.jspecify.annotations.NullMarked;
