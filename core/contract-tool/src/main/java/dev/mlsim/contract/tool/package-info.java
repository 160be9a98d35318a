/**
 * Derives the contract of a service from the model that AWS publishes of it: {@link
 * dev.mlsim.contract.tool.ContractDeriver} is all there is to call.
 */
@NullMarked
package dev.mlsim.contract.tool;

import org.jspecify.annotations.NullMarked;
