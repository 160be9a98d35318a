/** A production line whose cameras are looked at by a model, while a lot is inspected. */
@NullMarked
package dev.mlsim.samples.lookoutvision;

import org.jspecify.annotations.NullMarked;
