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

/** CreatePresignedDomainUrl: where a user profile opens Studio, or the app of a space. */
final class PresignedUrl implements Handler {
  private static final Precondition READY =
      new Precondition(
          "the domain, the user profile and the space exist and are in service",
          NOT_FOUND,
          call -> {
            Parents.requireUsable(Parents.domain(call), "Domain");
            String user = call.text("UserProfileName").orElse("");
            Parents.requireUsable(Parents.profile(call, user), "UserProfile");
            call.text("SpaceName")
                .ifPresent(name -> Parents.requireUsable(Parents.space(call, name), "Space"));
          });

  /** The API reference says that it is for IAM only, and not in which words. */
  private static final Precondition IAM =
      Precondition.unless(
          call -> !Parents.text(Parents.domain(call), "AuthMode").equals("SSO"),
          "a domain with AuthMode IAM",
          VALIDATION,
          "CreatePresignedDomainUrl is not supported for domains with AuthMode SSO.");

  private static final Precondition APP =
      new Precondition(
          "the app of the space is in service",
          VALIDATION,
          call ->
              call.text("SpaceName")
                  .map(name -> Parents.space(call, name))
                  .filter(space -> !runs(call, space))
                  .ifPresent(
                      space -> {
                        throw AppRules.unusable(space.name());
                      }));

  static boolean runs(Call call, Resource space) {
    return Parents.first(
            call,
            Parents.APP,
            Parents.group(space),
            (parent, app) -> Spaces.holds(parent, app) && app.is("InService"),
            space)
        .isPresent();
  }

  @Override
  public ObjectNode answer(Call call) {
    preconditions().forEach(rule -> rule.check().verify(call));
    String url = Domains.address(Parents.id(call), call.world());
    return Documents.empty().put("AuthorizedUrl", url + "/auth?token=" + Tokens.jwt(call));
  }

  @Override
  public String kind() {
    return "presign";
  }

  @Override
  public List<Precondition> preconditions() {
    return List.of(READY, IAM, APP);
  }
}
