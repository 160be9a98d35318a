/** Records in the online and the offline store. */
@NullMarked
package dev.mlsim.services.sagemakerfeaturestoreruntime.records;

import org.jspecify.annotations.NullMarked;
