/** Model monitoring: job definitions, schedules, what they run, and alerts. */
@NullMarked
package dev.mlsim.services.sagemaker.monitoring;

import org.jspecify.annotations.NullMarked;
