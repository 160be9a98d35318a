/** Projects, their datasets and models, and what is packaged of them. */
@NullMarked
package dev.mlsim.services.lookoutvision.projects;

import org.jspecify.annotations.NullMarked;
