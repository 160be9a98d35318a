package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static java.time.Duration.ofSeconds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.Optional;

/** Spaces: where apps run, private to one user profile or shared by all of a domain. */
final class Spaces {
  private static final String TOTAL = "Maximum number of Studio spaces allowed per account";
  private static final Quota MOST =
      Quota.of(TOTAL, 6_000, InstanceQuotas.exceeded("Spaces")).initially(10);

  private Spaces() {}

  static void declare(Family family) {
    Studio.lasting(family, "Space", ofSeconds(10), ofSeconds(10), IN_USE)
        .identifiedBy("DomainId", "SpaceName")
        .grouped(Parents::group)
        .requires(Parents.DOMAIN_READY)
        .requires(SpaceRules.OF_CREATE)
        .prepared(Spaces::prepare)
        .computed("Url", Spaces::url)
        .computed("SpaceSettingsSummary", Spaces::settings)
        .computed("SpaceSharingSettingsSummary", (s, w) -> Documents.at(s.attributes(), SHARING))
        .computed("OwnershipSettingsSummary", (s, w) -> Documents.at(s.attributes(), OWNERSHIP))
        .entering("InService", Spaces::makeHome)
        .counts(TOTAL, MOST)
        .requires("Update", SpaceRules.OF_UPDATE)
        .requires(
            "Delete", Parents.without("Space", Parents.APP, "App", Spaces::require, Spaces::holds))
        .judged(
            "space-quota",
            "CreateSpace.ResourceLimitExceeded",
            "An established account may have 6,000 spaces, a new one 10; the unit is Spaces.")
        .judged(
            "space-url",
            "space.Url",
            "A space in service is shown at its domain's address, with its name behind it.")
        .judged(
            "space-storage",
            "space.SpaceSettings",
            "A space for JupyterLab or Code Editor has the domain's default volume where it asks"
                + " for none; what is beyond the domain's most, or smaller than the volume is, is"
                + " refused in words of ours.")
        .judged(
            "space-sharing",
            "CreateSpace.OwnershipSettings",
            "The words for one of OwnershipSettings and SpaceSharingSettings without the other, and"
                + " for an update of storage while an app runs.");
  }

  static final String SHARING = "SpaceSharingSettings";
  static final String OWNERSHIP = "OwnershipSettings";

  static Resource require(Call call) {
    return Parents.space(call, call.text("SpaceName").orElse(""));
  }

  /** The profile that owns a space, empty where none does. */
  static String owner(Resource space) {
    return space.attributes().path(OWNERSHIP).path("OwnerUserProfileName").asText();
  }

  static boolean isShared(Resource space) {
    return !space.attributes().path(SHARING).path("SharingType").asText().equals("Private");
  }

  static boolean holds(Resource space, Resource app) {
    return Parents.text(app, "SpaceName").equals(space.name()) && Parents.isLive(app);
  }

  private static void prepare(Call call, Draft space) {
    String app = call.text("SpaceSettings.AppType").orElse("");
    if (Volumes.isFor(app)) {
      JsonNode size = Volumes.defaultSize(Parents.domain(call));
      ObjectNode storage = Documents.empty();
      storage
          .putObject("SpaceSettings")
          .putObject("SpaceStorageSettings")
          .putObject("EbsStorageSettings")
          .set("EbsVolumeSizeInGb", size);
      space.fill(storage);
    }
  }

  private static void makeHome(Resource space, World world) {
    if (isShared(space)) {
      UserProfiles.makeHome(space, world);
    }
  }

  private static Optional<JsonNode> url(Resource space, World world) {
    return space
        .entered("InService")
        .flatMap(
            at ->
                Values.text(
                    Domains.address(Parents.group(space), world) + "?space=" + space.name()));
  }

  /** Of the settings a list shows what app it is for, how large it is, and how it is reached. */
  private static Optional<JsonNode> settings(Resource space, World world) {
    JsonNode settings = space.attributes().path("SpaceSettings");
    ObjectNode summary = Documents.empty();
    for (String member : new String[] {"AppType", "RemoteAccess", "SpaceStorageSettings"}) {
      Documents.at(settings, member).ifPresent(value -> summary.set(member, value));
    }
    return summary.isEmpty() ? Optional.empty() : Optional.of(summary);
  }
}
