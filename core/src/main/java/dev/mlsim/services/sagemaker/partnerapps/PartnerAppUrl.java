package dev.mlsim.services.sagemaker.partnerapps;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CreatePartnerAppPresignedUrl: where a user opens an app. */
final class PartnerAppUrl implements Handler {
  private static final Set<String> USABLE = Set.of("Available", "Updating", "UpdateFailed");
  private static final int TOKEN = 160;

  private static final Precondition READY =
      Precondition.of(
          "the app is available",
          VALIDATION,
          call ->
              Optional.of(PartnerApps.TYPE.require(call))
                  .filter(app -> !USABLE.contains(app.state().status()))
                  .map(
                      app ->
                          "Partner App ["
                              + app.arn()
                              + "] is in status "
                              + app.state().status()
                              + ". It must be Available."));

  @Override
  public ObjectNode answer(Call call) {
    Resource app = PartnerApps.TYPE.require(call);
    READY.check().verify(call);
    String url = PartnerApps.url(app, call.world()).orElseThrow().asText();
    return Documents.empty().put("Url", url + "/auth?authToken=" + call.world().chance().id(TOKEN));
  }

  @Override
  public String kind() {
    return "presign";
  }

  @Override
  public Optional<ResourceType> type() {
    return Optional.of(PartnerApps.TYPE);
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(READY);
  }
}
