package dev.mlsim.services.sagemaker.monitoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;

/** How the status of alerts has changed: one entry for each change. */
final class AlertHistory {
  private static final int PAGE = 100;
  private static final int DIGITS = 16;
  private static final String SCHEDULE = "MonitoringScheduleName";
  private static final String STATUS = "AlertStatus";

  private static final ResourceType TYPE =
      ResourceType.named("monitoring-alert-change")
          .called("MonitoringAlertName")
          .times("CreationTime", "")
          .build();

  private AlertHistory() {}

  /** An alert has come to another status; the first one is no change. */
  static void add(Resource alert, World world) {
    if (alert.history().size() == 1) {
      return;
    }
    ObjectNode shown = Documents.empty();
    shown.put("MonitoringAlertName", alert.name()).put(STATUS, alert.state().status());
    shown.set(SCHEDULE, alert.attributes().path(SCHEDULE));
    String key = world.chance().hex(DIGITS);
    world.begin(
        TYPE,
        new Resource(
            TYPE.name(), key, alert.name() + "/" + key, "", TYPE.lifecycle(), shown, world.now()));
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation(
            "ListMonitoringAlertHistory",
            ListAll.of(TYPE)
                .requires(Precondition.exists(SCHEDULE, MonitoringSchedules.TYPE))
                .filter(
                    "StatusEquals",
                    (change, status, world) -> change.attributes().path(STATUS).equals(status))
                .pagesOf(PAGE));
  }
}
