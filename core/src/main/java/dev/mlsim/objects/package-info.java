/** The objects that jobs read and write: {@link dev.mlsim.objects.ObjectStore}. */
@NullMarked
package dev.mlsim.objects;

import org.jspecify.annotations.NullMarked;
