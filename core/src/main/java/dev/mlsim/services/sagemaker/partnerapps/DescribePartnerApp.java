package dev.mlsim.services.sagemaker.partnerapps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import java.util.Optional;

/** DescribePartnerApp, which looks for an upgrade if it is asked to. */
final class DescribePartnerApp implements Handler {
  private final Describe describe = Describe.a(PartnerApps.TYPE);

  @Override
  public ObjectNode answer(Call call) {
    ObjectNode shown = describe.answer(call);
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

  @Override
  public String kind() {
    return describe.kind();
  }

  @Override
  public Look look() {
    return describe.look();
  }

  @Override
  public Optional<ResourceType> type() {
    return describe.type();
  }

  @Override
  public Optional<Resource> subject(Call call) {
    return describe.subject(call);
  }
}
