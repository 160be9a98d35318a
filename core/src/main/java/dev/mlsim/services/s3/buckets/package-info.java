/** Amazon S3: buckets, and what is in them. */
@NullMarked
package dev.mlsim.services.s3.buckets;

import org.jspecify.annotations.NullMarked;
