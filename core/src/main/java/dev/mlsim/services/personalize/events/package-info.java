/** Event trackers and metric attributions. */
@NullMarked
package dev.mlsim.services.personalize.events;

import org.jspecify.annotations.NullMarked;
