package dev.mlsim.assertj;

import dev.mlsim.ResourceSnapshot;
import org.assertj.core.presentation.StandardRepresentation;

/** Shows resources in AssertJ's messages by type, name and state. */
final class ShortNames extends StandardRepresentation {
  @Override
  protected String fallbackToStringOf(Object object) {
    return object instanceof ResourceSnapshot resource
        ? Words.subject(resource) + " " + resource.state()
        : super.fallbackToStringOf(object);
  }
}
