/**
 * Amazon Personalize Runtime, declared: campaigns and recommenders can be asked. A test says by
 * {@link dev.mlsim.services.personalize.PersonalizeSetup} what they recommend.
 */
@NullMarked
package dev.mlsim.services.personalizeruntime;

import org.jspecify.annotations.NullMarked;
