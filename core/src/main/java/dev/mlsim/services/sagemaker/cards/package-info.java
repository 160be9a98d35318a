/** Model cards, their versions, and the jobs that export them. */
@NullMarked
package dev.mlsim.services.sagemaker.cards;

import org.jspecify.annotations.NullMarked;
