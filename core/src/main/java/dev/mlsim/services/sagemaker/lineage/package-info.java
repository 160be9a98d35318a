/** Lineage: what was made from what, by whom, and where it went. */
@NullMarked
package dev.mlsim.services.sagemaker.lineage;

import org.jspecify.annotations.NullMarked;
