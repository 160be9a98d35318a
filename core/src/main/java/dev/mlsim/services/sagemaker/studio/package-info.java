/** Studio: domains, who works in them and where, the apps they run, and how they get there. */
@NullMarked
package dev.mlsim.services.sagemaker.studio;

import org.jspecify.annotations.NullMarked;
