package dev.mlsim.engine;

import dev.mlsim.contract.Protocol;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceIndex;

/** A service that somebody else than mlsim declares: known by its declaration only. */
final class DeclaredService implements Simulated {
  private final Service service;

  DeclaredService(Service service) {
    this.service = service;
  }

  @Override
  public String signingName() {
    return service.contract().signingName();
  }

  @Override
  public String serviceId() {
    return service.contract().serviceId();
  }

  @Override
  public String endpointPrefix() {
    return service.contract().endpointPrefix();
  }

  @Override
  public boolean takesAnyPath() {
    return service.contract().protocol() == Protocol.REST_XML;
  }

  @Override
  public ServiceIndex index() {
    return service.index();
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public Service service() {
    return service;
  }

  @Override
  public String toString() {
    return service.name();
  }
}
