package dev.mlsim.services.sagemaker.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Timestamps;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** GetDeviceFleetReport: how many devices of a fleet have reported, and what they run. */
final class FleetReport implements Handler {
  private static final Precondition FLEET = Precondition.exists(Fleets.NAME, Fleets.TYPE);
  private static final List<String> SHOWN = List.of("Description", "OutputConfig");

  @Override
  public ObjectNode answer(Call call) {
    FLEET.check().verify(call);
    Resource fleet = call.require(Fleets.TYPE, call.text(Fleets.NAME).orElse(""));
    ObjectNode report = Documents.empty();
    report.put("DeviceFleetArn", fleet.arn()).put(Fleets.NAME, fleet.name());
    for (String member : SHOWN) {
      Documents.at(fleet.attributes(), member).ifPresent(value -> report.set(member, value));
    }
    report.set("ReportGenerated", Timestamps.of(call.now()));
    long registered = 0;
    long connected = 0;
    Map<String, Long> models = new TreeMap<>();
    for (Resource device : Devices.of(fleet.name(), call.world())) {
      registered++;
      connected += device.attributes().has(Devices.HEARTBEAT) ? 1 : 0;
      for (JsonNode model : device.attributes().path(Devices.MODELS)) {
        models.merge(
            model.path("ModelName").asText() + "\n" + model.path("ModelVersion").asText(),
            1L,
            Long::sum);
      }
    }
    report
        .putObject("DeviceStats")
        .put("ConnectedDeviceCount", connected)
        .put("RegisteredDeviceCount", registered);
    report.putArray("AgentVersions");
    ArrayNode stats = report.putArray("ModelStats");
    models.forEach((model, count) -> add(stats, model, count));
    return report;
  }

  private static void add(ArrayNode stats, String model, long count) {
    int end = model.indexOf('\n');
    stats
        .addObject()
        .put("ModelName", model.substring(0, end))
        .put("ModelVersion", model.substring(end + 1))
        .put("OfflineDeviceCount", 0)
        .put("ConnectedDeviceCount", count)
        .put("ActiveDeviceCount", count)
        .put("SamplingDeviceCount", 0);
  }

  @Override
  public String kind() {
    return "report";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(FLEET);
  }
}
