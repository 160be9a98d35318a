package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import java.util.List;
import java.util.Optional;

/** StartSession: a way into a space for an editor of one's own, through Session Manager. */
final class StartSession implements Handler {
  private static final Precondition SPACE =
      new Precondition("the ARN is that of an existing space", NOT_FOUND, StartSession::space);

  private static final Precondition REMOTE =
      Precondition.of(
          "the space has remote access",
          VALIDATION,
          call -> {
            Resource space = space(call);
            String access = space.attributes().path("SpaceSettings").path("RemoteAccess").asText();
            return access.equals("ENABLED")
                ? Optional.empty()
                : Optional.of("RemoteAccess is not enabled for Space [" + space.arn() + "].");
          });

  private static final Precondition APP =
      new Precondition(
          "the app of the space is in service",
          VALIDATION,
          call -> {
            if (!PresignedUrl.runs(call, space(call))) {
              throw AppRules.unusable(space(call).name());
            }
          });

  private static Resource space(Call call) {
    return call.require(Parents.SPACE, call.text("ResourceIdentifier").orElse(""));
  }

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    String session = "sagemaker-" + call.world().chance().id(26);
    return Documents.empty()
        .put("SessionId", session)
        .put(
            "StreamUrl",
            "wss://ssmmessages."
                + call.world().account().region()
                + ".amazonaws.com/v1/data-channel/"
                + session
                + "?role=publish_subscribe")
        .put("TokenValue", Tokens.jwt(call));
  }

  @Override
  public String kind() {
    return "start a session";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(SPACE, REMOTE, APP);
  }
}
