package dev.mlsim.services.logs;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.services.logs.reading.Reading;
import java.util.List;

/**
 * Amazon CloudWatch Logs (API of 2014-03-28): reading what the containers of jobs and endpoints
 * have printed. Nothing else is in it, and nothing is kept of what is deleted.
 */
public final class CloudWatchLogs implements ServiceProvider {
  /** The service. */
  public static final Service SERVICE = Service.of(new CloudWatchLogs());

  private CloudWatchLogs() {}

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public Contract contract() {
    return Contract.load("logs");
  }

  @Override
  public List<String> families() {
    return List.of("reading");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "reading" -> Reading.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    service.validationCode("InvalidParameterException");
  }
}
