/** Human review: flow definitions, and the pages that workers see. */
@NullMarked
package dev.mlsim.services.sagemaker.humanreview;

import org.jspecify.annotations.NullMarked;
