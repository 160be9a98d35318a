/** Amazon S3 as a view of the {@linkplain dev.mlsim.objects.ObjectStore objects} of a simulator. */
@NullMarked
package dev.mlsim.services.s3;

import org.jspecify.annotations.NullMarked;
