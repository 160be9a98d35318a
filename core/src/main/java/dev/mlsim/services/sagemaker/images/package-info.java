/** Images, their versions and aliases. */
@NullMarked
package dev.mlsim.services.sagemaker.images;

import org.jspecify.annotations.NullMarked;
