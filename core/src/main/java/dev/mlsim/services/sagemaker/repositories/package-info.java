/** Git repositories that notebooks work with. */
@NullMarked
package dev.mlsim.services.sagemaker.repositories;

import org.jspecify.annotations.NullMarked;
