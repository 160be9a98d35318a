package dev.mlsim.services.sagemaker.vocabulary;

import static dev.mlsim.lifecycle.Lifecycle.FAIL;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Plan;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of calls and jobs where the test says that their surroundings are not in order. */
public final class Surroundings {
  private static final Pattern ECR = Pattern.compile("(\\d{12})\\.dkr[.-]ecr[^/]*/([^:@]+).*");
  private static final Pattern BUCKET = Pattern.compile("^\\w+://([^/]*).*$");

  /** The only phase of most jobs, in which the container starts after a while. */
  private static final String ALL_OF_IT = "InProgress";

  private static final Duration STARTS = Duration.ofMinutes(2);

  private Surroundings() {}

  private static Optional<Environment> said(World world) {
    return world.told(Environment.class).filter(environment -> !environment.isInOrder());
  }

  /**
   * Refuses a call whose surroundings are not in order.
   *
   * @throws ServiceError if they aren't
   */
  static void verify(Call call) {
    Optional<Environment> said = said(call.world());
    if (said.isEmpty()) {
      return;
    }
    for (Presets.Row row : Presets.ALL) {
      if (row.phase().isEmpty() && isAbout(row, call)) {
        Optional<String> met = met(row, said.get(), call.input(), call.operation().name());
        if (met.isPresent()) {
          throw new ServiceError(row.code(), words(row, call, met.get()));
        }
      }
    }
  }

  private static boolean isAbout(Presets.Row row, Call call) {
    return row.where().matches(call.operation().name())
        && switch (row.condition()) {
          // Where a subnet or a group is missing, a processing job fails instead.
          case "isMissing" ->
              !call.operation().name().equals("CreateProcessingJob")
                  || !(row.subject().equals("subnet") || row.subject().equals("securityGroup"));
          case "takesNoEnvironment" ->
              !call.input().path("PrimaryContainer").path("Environment").isEmpty();
          case "takeNoKey" -> call.has("ResourceConfig.VolumeKmsKeyId") || call.has("KmsKeyId");
          default -> true;
        };
  }

  /** Which of the subjects that a document names is as the preset has it, if one is. */
  private static Optional<String> met(
      Presets.Row row, Environment said, JsonNode document, String operation) {
    if (row.subject().equals("operation")) {
      boolean named = row.paths().stream().allMatch(path -> !document.path(path).isEmpty());
      return named && said.meets(row.subject(), operation, row.condition())
          ? Optional.of(operation)
          : Optional.empty();
    }
    for (String path : row.paths()) {
      for (String subject : values(document, path)) {
        if (said.meets(row.subject(), subject, row.condition())) {
          return Optional.of(subject);
        }
      }
    }
    return Optional.empty();
  }

  /** The texts at a path, in every element of the lists on the way. */
  private static List<String> values(JsonNode document, String path) {
    List<JsonNode> nodes = List.of(document);
    for (String member : path.split("\\.", -1)) {
      List<JsonNode> inner = new ArrayList<>();
      for (JsonNode node : nodes) {
        JsonNode value = node.path(member);
        if (value.isArray()) {
          value.forEach(inner::add);
        } else {
          inner.add(value);
        }
      }
      nodes = inner;
    }
    return nodes.stream()
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String words(Presets.Row row, Call call, String subject) {
    String caller = "arn:aws:iam::" + call.caller().id() + ":user/mlsim";
    String text =
        row.text()
            .replace("{caller}", caller)
            .replace("{operation}", call.operation().name())
            .replace("{arn}", arn(call));
    return filled(text, subject, role(call.input()), call.world());
  }

  /** The ARN of what the call would create. */
  private static String arn(Call call) {
    Optional<ResourceType> type =
        call.service()
            .handler(call.operation().name())
            .flatMap(handler -> handler.type().filter(t -> !t.identityMembers().isEmpty()));
    return type.map(t -> t.arn(call, call.input(), t.newKey(call))).orElse("*");
  }

  private static String role(JsonNode document) {
    return Documents.at(document, "RoleArn")
        .or(() -> Documents.at(document, "ExecutionRoleArn"))
        .map(JsonNode::asText)
        .orElse("");
  }

  private static String filled(String text, String subject, String role, World world) {
    Matcher ecr = ECR.matcher(subject);
    boolean isImage = ecr.matches();
    return text.replace("{subject}", subject)
        .replace("{role}", role)
        .replace("{region}", world.account().region())
        .replace("{bucket}", BUCKET.matcher(subject).replaceFirst("$1"))
        .replace("{registry}", isImage ? ecr.group(1) : "")
        .replace("{repository}", isImage ? ecr.group(2) : subject);
  }

  /** The plan of a job that fails in the phase in which its surroundings let it down. */
  public static Plan of(Resource job, Plan plan, World world) {
    return of(job, job.attributes(), "", plan, world);
  }

  /**
   * The same, where another document names what the resource works with.
   *
   * @param variant the production variant that is let down, where there is one
   */
  public static Plan of(
      Resource resource, JsonNode document, String variant, Plan plan, World world) {
    Optional<Environment> said = said(world);
    if (said.isEmpty()) {
      return plan;
    }
    for (Presets.Row row : Presets.ALL) {
      if (!row.phase().isEmpty()
          && row.where().matches(resource.type())
          && plan.canMeet(row.phase(), FAIL)) {
        Optional<String> met = met(row, said.get(), document, "");
        if (met.isPresent()) {
          String reason =
              filled(row.text().replace("{variant}", variant), met.get(), role(document), world);
          Plan early = row.phase().equals(ALL_OF_IT) ? plan.taking(ALL_OF_IT, STARTS) : plan;
          return early.meeting(row.phase(), FAIL, reason);
        }
      }
    }
    return plan;
  }
}
