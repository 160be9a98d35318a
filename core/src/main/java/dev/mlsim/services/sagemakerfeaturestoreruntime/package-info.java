/**
 * Amazon SageMaker Feature Store Runtime: the records of feature groups. A test looks at them with
 * {@link dev.mlsim.services.sagemakerfeaturestoreruntime.FeatureRecords}.
 */
@NullMarked
package dev.mlsim.services.sagemakerfeaturestoreruntime;

import org.jspecify.annotations.NullMarked;
