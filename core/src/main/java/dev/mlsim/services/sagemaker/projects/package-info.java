/** Projects, and the portfolio of the service catalogue that has their templates. */
@NullMarked
package dev.mlsim.services.sagemaker.projects;

import org.jspecify.annotations.NullMarked;
