/** Amazon S3: objects, one at a time and many. */
@NullMarked
package dev.mlsim.services.s3.objects;

import org.jspecify.annotations.NullMarked;
