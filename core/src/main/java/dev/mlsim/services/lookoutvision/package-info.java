/** Amazon Lookout for Vision, declared. */
@NullMarked
package dev.mlsim.services.lookoutvision;

import org.jspecify.annotations.NullMarked;
