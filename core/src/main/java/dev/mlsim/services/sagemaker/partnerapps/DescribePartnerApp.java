package dev.mlsim.services.sagemaker.partnerapps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Around;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import java.util.Optional;

/** DescribePartnerApp, which looks for an upgrade if it is asked to. */
final class DescribePartnerApp extends Around {
  DescribePartnerApp() {
    super(Describe.a(PartnerApps.TYPE));
  }

  @Override
  public ObjectNode answer(Call call) {
    ObjectNode shown = inner().answer(call);
    if (!call.flag("IncludeAvailableUpgrade")) {
      return shown;
    }
    Optional<String> upgrade = PartnerApps.upgrade(PartnerApps.TYPE.require(call));
    ObjectNode more = Documents.empty().setAll(shown);
    upgrade.ifPresent(
        version -> {
          ObjectNode available = more.putObject("AvailableUpgrade").put("Version", version);
          available.putArray("ReleaseNotes").add("Improvements and fixes.");
        });
    return more;
  }
}
