package dev.mlsim.services.personalize.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ResourceTypeBuilder;
import dev.mlsim.service.Scheme;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the types of Personalize have in common: members, and words of their errors. */
public final class PersonalizeType {
  /** A note: the dataset group of a resource that doesn't show it. */
  public static final String GROUP = "datasetGroup";

  /** A note of a trained version: what its recommendations come from. */
  public static final String SEED = "modelSeed";

  private static final String EXISTS = "Another resource with Arn {arn} already exists.";

  private static final Pattern ARN =
      Pattern.compile("arn:[^:]+:personalize:[^:]*:[^:]*:([^/]+)/?.*");

  /** How the resources are alike; those without a name of their own are found by their ARN. */
  public static final Scheme SCHEME =
      Scheme.USUAL
          .named("name", "jobName")
          .status("status")
          .times("creationDateTime", "lastUpdatedDateTime")
          .failureReason("failureReason")
          .ofEach(
              resource ->
                  resource
                      .missing(Errors.NOT_FOUND, (call, arn) -> missing(resource.type(), arn))
                      .duplicate(Errors.EXISTS, EXISTS)
                      .refused(Errors.IN_USE, "Resource {arn} is in {status} state.")
                      .requiresOf("tags", SharedRules.FEW_TAGS));

  private PersonalizeType() {}

  /** A type that is identified by its ARN, and by its name where the template says so. */
  public static ResourceTypeBuilder named(String type, String arnMember, String template) {
    String kind = template.substring(0, template.indexOf('/'));
    return ResourceType.named(type)
        .arn(arnMember, template)
        .status("status")
        .failureReason("failureReason")
        .times("creationDateTime", "lastUpdatedDateTime")
        .missingError(Errors.NOT_FOUND, (call, arn) -> missing(kind, arn))
        .duplicate((call, existing) -> exists(existing.arn()))
        .refused((call, resource, trigger) -> untimely(resource));
  }

  private static ServiceError missing(ResourceType type, String arn) {
    String template = type.arnTemplate();
    return missing(template.substring(0, template.indexOf('/')), arn);
  }

  /** An ARN that names something of another kind is not missing but wrong (judgement). */
  public static ServiceError missing(String kind, String arn) {
    Matcher parts = ARN.matcher(arn);
    if (parts.matches() && !parts.group(1).equals(kind)) {
      return new ServiceError(
          Errors.INVALID, "Invalid Arn " + arn + ": it is not the Arn of a " + kind + ".");
    }
    return new ServiceError(Errors.NOT_FOUND, "Resource Arn " + arn + " does not exist.");
  }

  /** The error for a second resource of an ARN. */
  public static ServiceError exists(String arn) {
    return new ServiceError(Errors.EXISTS, EXISTS.replace("{arn}", arn));
  }

  /** The status doesn't allow it; no source has AWS's words. */
  public static ServiceError untimely(Resource resource) {
    return new ServiceError(
        Errors.IN_USE, "Resource " + resource.arn() + " is in " + resource.state() + " state.");
  }

  /** What a resource has in a member; empty where it has nothing. */
  public static String text(Resource resource, String member) {
    return resource.attributes().path(member).asText();
  }

  /** The dataset group that it is of, shown or noted. */
  public static String group(Resource resource) {
    JsonNode noted = resource.notes().path(GROUP);
    return noted.isMissingNode() ? text(resource, "datasetGroupArn") : noted.asText();
  }

  /** The existing resource that a member of the input names, if it names one. */
  public static Optional<Resource> named(Call call, String member, TypeRef type) {
    return call.text(member).flatMap(arn -> call.world().registry().byArn(type, arn));
  }
}
