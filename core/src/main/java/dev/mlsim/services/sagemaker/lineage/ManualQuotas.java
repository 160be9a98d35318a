package dev.mlsim.services.sagemaker.lineage;

import dev.mlsim.service.Quota;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.Locale;

/** The quotas of what people make by hand. */
final class ManualQuotas {
  private ManualQuotas() {}

  /** The name of one: of {@code artifacts}. */
  static String name(String what) {
    return "Total number of "
        + what
        + " allowed, excluding those automatically created by SageMaker";
  }

  /** That quota. */
  static Quota most(String what, int count) {
    String title = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    return Quota.of(name(what), count, InstanceQuotas.exceeded(title));
  }
}
