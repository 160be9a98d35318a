/** What is said of all resources of Lookout for Vision: their kinds, and the words of errors. */
@NullMarked
package dev.mlsim.services.lookoutvision.vocabulary;

import org.jspecify.annotations.NullMarked;
