/** The generic job, whose configuration is a document of a schema. */
@NullMarked
package dev.mlsim.services.sagemaker.documentjobs;

import org.jspecify.annotations.NullMarked;
