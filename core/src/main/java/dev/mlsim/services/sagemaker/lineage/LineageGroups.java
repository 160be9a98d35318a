package dev.mlsim.services.sagemaker.lineage;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * The one lineage group that an account has in a region, which AWS makes with the first entity
 * (developer guide, "Cross-Account Lineage Tracking").
 */
final class LineageGroups {
  private static final String NAME = "sagemaker-default-lineage-group";

  static final ResourceType TYPE =
      ResourceType.named("lineage-group")
          .identifiedBy("LineageGroupName")
          .foundBy(LineageGroups::find)
          .arn("LineageGroupArn", "lineage-group/{key}")
          .times("CreationTime", "LastModifiedTime")
          .missing(
              NOT_FOUND, (call, name) -> "LineageGroup '" + arn(call, name) + "' does not exist.")
          .build();

  private LineageGroups() {}

  private static Optional<Resource> find(Call call) {
    Derived.bring(call.world());
    return call.world().registry().find(TYPE, call.text("LineageGroupName").orElse(""));
  }

  private static String arn(Call call, String name) {
    return name.startsWith("arn:")
        ? name
        : call.world().account().arn("sagemaker", TYPE.name() + "/" + name);
  }

  /** The group that every entity is of. */
  static Optional<JsonNode> arn(World world) {
    return Values.text(world.account().arn("sagemaker", TYPE.name() + "/" + NAME));
  }

  /** Whether anything has been made of lineage. */
  static boolean isOpen(World world) {
    return world.registry().byKey(TYPE, NAME).isPresent();
  }

  /** Makes it, if there is none. */
  static void open(World world) {
    if (!isOpen(world)) {
      ObjectNode attributes = Documents.empty().put("LineageGroupName", NAME);
      attributes.put("DisplayName", NAME);
      world.begin(
          TYPE,
          new Resource(
              TYPE.name(),
              NAME,
              NAME,
              arn(world).orElseThrow().asText(),
              TYPE.lifecycle(),
              attributes,
              world.now()));
    }
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("DescribeLineageGroup", Describe.a(TYPE))
        .operation(
            "ListLineageGroups",
            ListAll.of(TYPE)
                .among(
                    call -> {
                      Derived.bring(call.world());
                      return call.world().registry().all(TYPE);
                    })
                .sorted("", false))
        .operation("GetLineageGroupPolicy", new Policy())
        .judged(
            "lineage-group-policy",
            "GetLineageGroupPolicy.ResourceNotFound",
            "A group that is shared with nobody has no policy, and the words that say so; sharing"
                + " it with AWS Resource Access Manager is not simulated.")
        .judged(
            "lineage-group",
            "lineage-group.DisplayName",
            "The default group is displayed by its name, and is made when the first entity is made"
                + " or read.");
  }

  /** A policy comes of sharing the group, which is done elsewhere. */
  private static final class Policy implements Handler {
    @Override
    public ObjectNode answer(Call call) {
      Resource group = TYPE.require(call);
      throw new ServiceError(
          NOT_FOUND, "LineageGroup '" + group.arn() + "' has no resource policy.");
    }

    @Override
    public String kind() {
      return "get policy";
    }
  }
}
