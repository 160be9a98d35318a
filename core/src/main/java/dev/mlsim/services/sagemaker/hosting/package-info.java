/** Models, endpoint configurations and endpoints. */
@NullMarked
package dev.mlsim.services.sagemaker.hosting;

import org.jspecify.annotations.NullMarked;
