package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.lifecycle.Step.gone;
import static dev.mlsim.lifecycle.Step.rest;
import static dev.mlsim.lifecycle.Step.stay;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Family;
import java.time.Duration;

/**
 * SageMaker Studio: statuses and members by the API reference; the words of the errors as they are
 * quoted in aws/amazon-sagemaker-feedback (#99, #100, #113, #157), aws/amazon-sagemaker-examples
 * (#1564), hashicorp/terraform-provider-aws (#31912, #39923, #45528 and
 * internal/service/sagemaker), boto/boto3 (#4375) and
 * aws-samples/sagemaker-studio-apps-lifecycle-config-examples (#3, #10).
 */
public final class Studio {
  /** What AWS says of a second configuration of a name; of the others it is judged. */
  static final String DOUBLED = "The ID or Name specified is already in use.";

  private Studio() {}

  /** Declares the family. */
  public static void declare(Family family) {
    Domains.declare(family);
    UserProfiles.declare(family);
    Spaces.declare(family);
    Apps.declare(family);
    AppImageConfigs.declare(family);
    LifecycleConfigs.declare(family);
    family
        .operation("CreatePresignedDomainUrl", new PresignedUrl())
        .operation("StartSession", new StartSession())
        .judged(
            "studio-not-in-service",
            "CreateUserProfile.ValidationException",
            "What is made in a domain, or of a profile or space, that is Pending, Failed or being"
                + " deleted is refused with ValidationException; the words are ours.")
        .judged(
            "studio-urls",
            "CreatePresignedDomainUrl.AuthorizedUrl",
            "The token is of the form of AWS's and opens nothing; the words for a domain with SSO"
                + " are ours.")
        .judged(
            "studio-sessions",
            "StartSession",
            "A space without remote access, or whose app is not in service, is refused with"
                + " ValidationException; the form of the id, the address and the token.")
        .judged(
            "studio-in-use",
            "DeleteDomain.ResourceInUse",
            "Of what keeps a domain, a user profile or a space the words for spaces and"
                + " lifecycle configurations follow those that were seen for apps and profiles.");
  }

  /** What domains, user profiles and spaces have in common. */
  static ConventionalResource lasting(
      Family family, String noun, Duration made, Duration changed, String updateRefused) {
    return family
        .resource(noun)
        .lifecycle(
            Lifecycles.lasting(stay("Pending", made), rest("InService"))
                .failing("Failed")
                .updating(stay("Updating", changed), rest("InService"))
                .failing("Update_Failed")
                .deleting(stay("Deleting", changed), gone())
                .failing("Delete_Failed"))
        .judgedTimes()
        .listsUpwards()
        .missing(NOT_FOUND, noun + " [{arn}] does not exist.")
        .duplicate(IN_USE, DOUBLED)
        .refused("update", updateRefused, refusal(noun))
        .refused("delete", IN_USE, refusal(noun))
        .judgedWords("not found", "duplicate", "what its status refuses");
  }

  private static String refusal(String noun) {
    return "Unable to {trigger} " + noun + " [{arn}] because it is in status {status}.";
  }
}
