/** Notebook instances and their lifecycle configurations. */
@NullMarked
package dev.mlsim.services.sagemaker.notebooks;

import org.jspecify.annotations.NullMarked;
