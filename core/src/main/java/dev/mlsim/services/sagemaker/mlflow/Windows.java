package dev.mlsim.services.sagemaker.mlflow;

import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import java.util.List;
import java.util.Locale;

/** Weekly maintenance windows, which the service chooses where nobody does. */
final class Windows {
  private static final String MEMBER = "WeeklyMaintenanceWindowStart";
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final int HALF_HOURS = 48;

  private Windows() {}

  static void choose(Call call, Draft draft) {
    if (!draft.attributes().has(MEMBER)) {
      String day = DAYS.get(call.world().chance().below(DAYS.size()));
      int half = call.world().chance().below(HALF_HOURS);
      draft
          .attributes()
          .put(MEMBER, String.format(Locale.ROOT, "%s:%02d:%02d", day, half / 2, half % 2 * 30));
    }
  }
}
