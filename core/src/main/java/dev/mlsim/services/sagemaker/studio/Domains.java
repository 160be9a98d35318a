package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.lifecycle.Lifecycle.DELETE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;
import static java.time.Duration.ofMinutes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import dev.mlsim.service.Call;
import dev.mlsim.service.ConventionalResource;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Draft;
import dev.mlsim.service.Family;
import dev.mlsim.service.Quota;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Values;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.util.Optional;

/** Domains of Studio, with the file system that they bring along and that outlives them. */
final class Domains {
  private static final String TOTAL = "Total domains";
  private static final Quota MOST =
      Quota.of(TOTAL, 500, InstanceQuotas.exceeded("Domains")).initially(2);
  private static final int FILE_SYSTEM_DIGITS = 17;
  private static final int DOMAIN_DIGITS = 12;

  private static final String FILE_SYSTEM = "file system";
  private static final String BOUNDARY = "boundary";
  private static final String APPLICATION = "application";
  private static final String RETENTION = "retention";
  private static final String RETAIN = "Retain";

  private Domains() {}

  static void declare(Family family) {
    ConventionalResource domain =
        Studio.lasting(family, "Domain", ofMinutes(5), ofMinutes(1), VALIDATION)
            .generated("DomainId", "d-", DOMAIN_DIGITS)
            .defaults(
                """
                {'AppNetworkAccessType': 'PublicInternetOnly', 'TagPropagation': 'DISABLED',
                 'HomeEfsFileSystemCreation': 'Enabled',
                 'DefaultUserSettings': {
                   'StudioWebPortal': 'ENABLED',
                   'SpaceStorageSettings': {'DefaultEbsStorageSettings': {
                     'DefaultEbsVolumeSizeInGb': 5, 'MaximumEbsVolumeSizeInGb': 100}}}}
                """)
            .prepared(Domains::prepare)
            .computed("Url", Domains::url)
            .computed("HomeEfsFileSystemId", inService(FILE_SYSTEM))
            .computed("SecurityGroupIdForDomainBoundary", inService(BOUNDARY))
            .computed("SingleSignOnApplicationArn", inService(APPLICATION))
            .entering(State.GONE.toString(), Domains::leaveFileSystem)
            .requires(DomainRules.OF_CREATE)
            .thenRequires(SharedErrors.OWN_ROLE)
            .counts(TOTAL, MOST)
            .requires("Update", DomainRules.OF_UPDATE)
            .changing(Domains::update);
    ResourceType type = domain.type();
    family.operation(
        "DeleteDomain",
        Trigger.by(DELETE, type)
            .requires(
                Parents.without(
                    "Domain", Parents.PROFILE, "UserProfile", type::require, (d, p) -> true),
                Parents.without("Domain", Parents.SPACE, "Space", type::require, (d, s) -> true),
                Parents.without(
                    "Domain", Parents.APP, "App", type::require, (d, app) -> Parents.isLive(app)))
            .changing(Domains::retain));
    facts(family);
  }

  private static void prepare(Call call, Draft domain) {
    ObjectNode notes = domain.notes();
    ObjectNode attributes = domain.attributes();
    if (attributes.path("HomeEfsFileSystemCreation").asText().equals("Enabled")) {
      notes.put(FILE_SYSTEM, "fs-" + call.world().chance().hex(FILE_SYSTEM_DIGITS));
    }
    if (DomainRules.hasRStudio(attributes)
        || attributes.path("AppNetworkAccessType").asText().equals("VpcOnly")) {
      notes.put(BOUNDARY, "sg-" + call.world().chance().hex(FILE_SYSTEM_DIGITS));
    }
    if (attributes.path("AuthMode").asText().equals("SSO")) {
      notes.put(APPLICATION, application(call));
    }
  }

  private static String application(Call call) {
    String instance = "ssoins-" + call.world().chance().hex(16);
    return "arn:aws:sso::"
        + call.world().account().id()
        + ":application/"
        + instance
        + "/apl-"
        + call.world().chance().hex(16);
  }

  private static ResourceType.Computed inService(String note) {
    return (domain, world) ->
        domain.entered("InService").flatMap(at -> Documents.at(domain.notes(), note));
  }

  static Optional<JsonNode> url(Resource domain, World world) {
    return Values.text(address(domain.key(), world));
  }

  /** Where a domain is reached. */
  static String address(String id, World world) {
    return "https://" + id + ".studio." + world.account().region() + ".sagemaker.aws";
  }

  /** Update has other names for what Describe shows. */
  private static Resource update(Call call, Resource domain) {
    ObjectNode attributes = domain.attributes().deepCopy();
    JsonNode settings = attributes.remove("DomainSettingsForUpdate");
    if (settings instanceof ObjectNode changes) {
      JsonNode rstudio = changes.remove("RStudioServerProDomainSettingsForUpdate");
      if (rstudio != null) {
        changes.set("RStudioServerProDomainSettings", rstudio);
      }
      ObjectNode before =
          attributes.path("DomainSettings") instanceof ObjectNode o ? o : Documents.empty();
      attributes.set("DomainSettings", Documents.merged(before, changes));
    }
    Resource changed = domain.withAttributes(attributes);
    boolean isNew =
        attributes.path("HomeEfsFileSystemCreation").asText().equals("Enabled")
            && !domain.notes().has(FILE_SYSTEM);
    return isNew
        ? changed.withNote(FILE_SYSTEM, "fs-" + call.world().chance().hex(FILE_SYSTEM_DIGITS))
        : changed;
  }

  private static Resource retain(Call call, Resource domain) {
    return domain.withNote(
        RETENTION, call.text("RetentionPolicy.HomeEfsFileSystem").orElse(RETAIN));
  }

  private static void leaveFileSystem(Resource domain, World world) {
    Optional<JsonNode> fileSystem = Documents.at(domain.notes(), FILE_SYSTEM);
    boolean stays = domain.notes().path(RETENTION).asText(RETAIN).equals(RETAIN);
    fileSystem.ifPresent(
        id ->
            world.note(
                stays
                    ? "The home file system "
                        + id.asText()
                        + " of domain "
                        + domain.name()
                        + " stays, and its mount targets with it (RetentionPolicy Retain)"
                    : "The home file system "
                        + id.asText()
                        + " of domain "
                        + domain.name()
                        + " is deleted with it"));
  }

  private static void facts(Family family) {
    family
        .judged(
            "domain-quota",
            "CreateDomain.ResourceLimitExceeded",
            "An established account may have 500 domains, a new one 2.")
        .judged(
            "domain-defaults",
            "domain.DefaultUserSettings",
            "Where nothing is said spaces have 5 GB and at most 100, and the web portal is enabled;"
                + " other settings are shown as they were given.")
        .judged(
            "domain-boundary",
            "domain.SecurityGroupIdForDomainBoundary",
            "A domain with RStudio, or VpcOnly, shows it from when it is in service.")
        .judged(
            "domain-network",
            "CreateDomain.VpcId",
            "A domain without VpcId or SubnetIds is refused unless it is Unified Studio's with"
                + " PublicInternetOnly; the words are ours.")
        .judged(
            "domain-execution-role",
            "CreateDomain.DefaultUserSettings",
            "A domain whose DefaultUserSettings have no ExecutionRole is refused; the words are"
                + " ours.")
        .judged(
            "domain-updates-with-apps",
            "UpdateDomain.ValidationException",
            "With live apps an update is refused that changes the network, RStudio or the identity"
                + " that roles have; other updates are taken.")
        .judged(
            "domain-file-system",
            "UpdateDomain.HomeEfsFileSystemCreation",
            "It can be enabled later and not disabled; the words are ours.")
        .differs(
            "domain-outlived",
            "DeleteDomain.RetentionPolicy",
            "File systems and security groups are no resources here: the journal says whether the"
                + " file system stays.");
  }
}
