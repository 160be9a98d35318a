/** What the families of S3 have in common. */
@NullMarked
package dev.mlsim.services.s3.vocabulary;

import org.jspecify.annotations.NullMarked;
