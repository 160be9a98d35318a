/**
 * The vocabulary in which a service is declared: {@link dev.mlsim.service.ResourceType}s, and for
 * each operation a {@link dev.mlsim.service.Handler} - {@link dev.mlsim.service.Create}, {@link
 * dev.mlsim.service.Describe}, {@link dev.mlsim.service.ListAll}, {@link
 * dev.mlsim.service.Trigger}, {@link dev.mlsim.service.Update}, {@link dev.mlsim.service.Tagging} -
 * with its preconditions. Declarations are immutable and shared by all simulators; what changes
 * lives in a {@link dev.mlsim.service.World}.
 */
@NullMarked
package dev.mlsim.service;

import org.jspecify.annotations.NullMarked;
