package com.example.training;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import java.util.List;

/** A service of one's own. */
class Toys implements ServiceProvider {
  @Override
  public String name() {
    return "toys";
  }

  @Override
  public Contract contract() {
    return Contract.beside(Nightly.class, "toys.contract");
  }

  @Override
  public List<String> families() {
    return List.of();
  }

  @Override
  public void declare(Service.Builder service) {}

  @Override
  public void declare(Family family) {
    throw family.unknown();
  }
}
