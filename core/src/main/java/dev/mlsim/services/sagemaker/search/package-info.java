/** Search over what the other families hold. */
@NullMarked
package dev.mlsim.services.sagemaker.search;

import org.jspecify.annotations.NullMarked;
