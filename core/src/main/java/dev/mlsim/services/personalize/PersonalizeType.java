package dev.mlsim.services.personalize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the types of Personalize have in common: members, and words of their errors. */
final class PersonalizeType {
  /** A note: the dataset group of a resource that doesn't show it. */
  static final String GROUP = "datasetGroup";

  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:personalize:[^:]*:[^:]*:([^/]+)/?.*");

  private PersonalizeType() {}

  /** A type that is identified by its ARN, and by its name where the template says so. */
  static ResourceType.Builder named(String type, String arnMember, String template) {
    String kind = template.substring(0, template.indexOf('/'));
    return ResourceType.named(type)
        .arn(arnMember, template)
        .status("status")
        .failureReason("failureReason")
        .times("creationDateTime", "lastUpdatedDateTime")
        .missingError(Personalize.NOT_FOUND, (call, arn) -> missing(kind, arn))
        .duplicate((call, existing) -> exists(existing.arn()))
        .refused((call, resource, trigger) -> untimely(resource));
  }

  /** An ARN that names something of another kind is not missing but wrong (judgement). */
  static ServiceError missing(String kind, String arn) {
    Matcher parts = ARN.matcher(arn);
    if (parts.matches() && !parts.group(1).equals(kind)) {
      return new ServiceError(
          Personalize.INVALID, "Invalid Arn " + arn + ": it is not the Arn of a " + kind + ".");
    }
    return new ServiceError(Personalize.NOT_FOUND, "Resource Arn " + arn + " does not exist.");
  }

  static ServiceError exists(String arn) {
    return new ServiceError(
        Personalize.EXISTS, "Another resource with Arn " + arn + " already exists.");
  }

  /** The status doesn't allow it; no source has AWS's words. */
  static ServiceError untimely(Resource resource) {
    return new ServiceError(
        Personalize.IN_USE,
        "Resource " + resource.arn() + " is in " + resource.state() + " state.");
  }

  static String text(Resource resource, String member) {
    return resource.attributes().path(member).asText();
  }

  /** The dataset group that it is of, shown or noted. */
  static String group(Resource resource) {
    JsonNode noted = resource.notes().path(GROUP);
    return noted.isMissingNode() ? text(resource, "datasetGroupArn") : noted.asText();
  }

  /** The existing resource that a member of the input names, if it names one. */
  static Optional<Resource> named(Call call, String member, ResourceType type) {
    return call.text(member).flatMap(arn -> call.world().registry().byArn(type, arn));
  }
}
