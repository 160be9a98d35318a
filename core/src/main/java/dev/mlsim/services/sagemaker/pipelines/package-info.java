/**
 * SageMaker Pipelines: what a definition says ({@code Definition}, {@code DefinitionReader}), what
 * an expression in it is worth ({@code Expression}), which steps may start ({@code Schedule}), what
 * a type of step does ({@code StepKind}), and the executions that bring these together.
 */
@NullMarked
package dev.mlsim.services.sagemaker.pipelines;

import org.jspecify.annotations.NullMarked;
