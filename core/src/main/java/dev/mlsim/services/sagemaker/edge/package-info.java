/** Edge Manager: packaging jobs, fleets of devices, and deployments to them. */
@NullMarked
package dev.mlsim.services.sagemaker.edge;

import org.jspecify.annotations.NullMarked;
