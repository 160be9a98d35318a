package dev.mlsim.service;

import dev.mlsim.contract.Contract;
import java.util.List;

/**
 * An AWS service that can be simulated: its contract, and its declaration in parts that load when
 * they are first touched.
 *
 * <pre>{@code
 * public final class SageMaker implements ServiceProvider {
 *   public void declare(Family family) {
 *     switch (family.name()) {
 *       case "training" -> TrainingJobs.declare(family);
 *       case "hosting" -> Hosting.declare(family);
 *       default -> throw family.unknown();
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Loading the provider must load no class of a family, and declaring one family none of another:
 * hence the {@code switch}. A declaration is shared by all worlds, so that it keeps no state, draws
 * nothing from a seed and registers no timer.
 *
 * <p>What can be asked of a family by name without loading it stands in its index, a resource
 * beside the class of each provider that mlsim brings along. Another provider is loaded as a whole
 * when it is first asked for a name.
 */
public interface ServiceProvider {

  /** The service's name in mlsim, such as {@code sagemaker}. */
  String name();

  /**
   * Its API, asked for once, when somebody needs it; {@link Contract#beside} reads what {@code
   * ContractDeriver} has written beside the provider's class.
   */
  Contract contract();

  /** The names of its families, in the order in which they are shown. */
  List<String> families();

  /** What its conventional resources follow; see {@link Family#resource}. */
  default Scheme scheme() {
    return Scheme.USUAL;
  }

  /**
   * Says what holds for the service as a whole, and declares what belongs to none of its families.
   */
  void declare(Service.Builder service);

  /** Declares one family, {@link Family#name}. */
  void declare(Family family);
}
