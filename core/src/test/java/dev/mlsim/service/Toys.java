package dev.mlsim.service;

import dev.mlsim.contract.Contract;
import java.util.List;

/**
 * A service of one family, whose declaration a test writes itself.
 *
 * @param name whose contract it has
 * @param scheme what its conventional resources follow
 */
record Toys(String name, Scheme scheme) implements ServiceProvider {

  /** Its family, of which nothing is declared yet. */
  static Family family(String name, Scheme scheme) {
    ServiceProvider toys = new Toys(name, scheme);
    return new Family("toys", toys.contract(), toys);
  }

  @Override
  public Contract contract() {
    return Contract.load(name);
  }

  @Override
  public List<String> families() {
    return List.of("toys");
  }

  @Override
  public void declare(Service.Builder service) {}

  @Override
  public void declare(Family family) {}
}
