/** Amazon S3: objects that come in parts. */
@NullMarked
package dev.mlsim.services.s3.multipart;

import org.jspecify.annotations.NullMarked;
