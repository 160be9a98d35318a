/**
 * Amazon Personalize Events, declared: records are put into datasets one by one. A test sees them
 * by {@link dev.mlsim.services.personalize.PersonalizeSetup#received}.
 */
@NullMarked
package dev.mlsim.services.personalizeevents;

import org.jspecify.annotations.NullMarked;
