/** The declaration of Amazon Personalize, a file for each family of resources. */
@NullMarked
package dev.mlsim.services.personalize;

import org.jspecify.annotations.NullMarked;
