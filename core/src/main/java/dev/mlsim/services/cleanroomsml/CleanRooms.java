package dev.mlsim.services.cleanroomsml;

import dev.mlsim.service.Account;
import dev.mlsim.service.ValueSetup;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which collaborations there are and who belongs to them: the part of the other service, AWS Clean
 * Rooms, on which Clean Rooms ML stands. Safe for threads.
 *
 * <p>A first test needs none of it. As long as nobody declares a collaboration, every membership is
 * an active one of the simulator's account with every ability, in the collaboration {@value
 * #DEFAULT_COLLABORATION}, of which every other account is a member too. From the first declared
 * collaboration on, only what is declared exists:
 *
 * <pre>{@code
 * sim.setup(CleanRooms.class).collaboration(COLLABORATION)
 *     .member(sim.account(), MEMBERSHIP)
 *     .member("222233334444", PARTNERS_MEMBERSHIP, Set.of(CAN_RECEIVE_INFERENCE_OUTPUT));
 * }</pre>
 *
 * <p>A declared member can act through a client of its own: a call that is signed with the member's
 * account id in place of the access key's id ({@code AwsBasicCredentials.create("222233334444",
 * "any")}) is that member's call. So a test has a partner share an algorithm as it is done on AWS.
 */
@SuppressWarnings("exports") // nobody else sees what is declared: this class is final
public final class CleanRooms extends ValueSetup<Declared> {
  /** The collaboration of every membership as long as no collaboration is declared. */
  public static final String DEFAULT_COLLABORATION = "c0113ab0-0000-4000-8000-00000000c1ea";

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final String UNDER_MEMBERSHIP =
      "arn:aws[-a-z]*:cleanrooms:[-a-z0-9]+:[0-9]{12}:membership/([-\\w]+)/";
  private static final Pattern TABLE =
      Pattern.compile(UNDER_MEMBERSHIP + "configuredtableassociation/[-\\w]+");
  private static final Pattern TEMPLATE =
      Pattern.compile(UNDER_MEMBERSHIP + "analysistemplate/[-\\w]+");
  private static final int BOUND = 10_000;

  private final Place place;

  CleanRooms(Place place) {
    super(Declared.class, Declared.NOTHING);
    this.place = place;
  }

  /**
   * The declared collaboration of that id; it is declared if it wasn't, with no members yet.
   *
   * @throws IllegalArgumentException if the id is no UUID in lower case
   */
  public Collaboration collaboration(String id) {
    requireUuid("collaboration", id);
    change(
        old -> {
          requireRoom(old.collaborations(), id, "collaborations");
          return old.collaboration(id, old.collaborations().getOrDefault(id, Map.of()));
        });
    return new Collaboration(this, id);
  }

  /**
   * From now on GetAudienceGenerationJob hides the seed audience from the account that started the
   * job, as AWS's reference has it word for word. Without this the starter sees it and others
   * don't, since the sentence reads like a slip.
   */
  public CleanRooms hideSeedAudienceFromStarter() {
    change(Declared::hidingSeed);
    return this;
  }

  /**
   * Declares a table of a collaboration, so that it can have data access budgets; a table without
   * need not be declared.
   *
   * @param name how queries name it, in any case
   * @param associationArn its {@code
   *     arn:aws:cleanrooms:...:membership/.../configuredtableassociation/...}
   */
  public SharedTable table(String name, String associationArn) {
    requireMatch("a table's association", TABLE, associationArn);
    Declared.Table table = SharedTable.named(name);
    change(
        old -> {
          requireRoom(old.tables(), associationArn, "tables");
          return old.table(associationArn, table);
        });
    return new SharedTable(this, associationArn, table);
  }

  /**
   * Declares a SQL analysis template, so that its tables' budgets count and it can make synthetic
   * data; one that does neither need not be declared.
   *
   * @param arn its {@code arn:aws:cleanrooms:...:membership/.../analysistemplate/...}
   * @param sql its query, which names the tables
   */
  public AnalysisTemplate analysisTemplate(String arn, String sql) {
    requireMatch("an analysis template", TEMPLATE, arn);
    Declared.Template template = new Declared.Template(sql, null, null);
    change(
        old -> {
          requireRoom(old.templates(), arn, "templates");
          return old.template(arn, template);
        });
    return new AnalysisTemplate(this, arn, template);
  }

  /** Declares something else. */
  void change(UnaryOperator<Declared> change) {
    place.change(() -> said = change.apply(said));
  }

  /** What is declared. Used under the lock. */
  Declared declared() {
    return said;
  }

  private static void requireRoom(Map<String, ?> some, String key, String what) {
    if (some.size() == BOUND && !some.containsKey(key)) {
      throw new IllegalStateException("mlsim: a world is bounded at " + BOUND + " " + what);
    }
  }

  private static void requireMatch(String what, Pattern pattern, String arn) {
    if (!pattern.matcher(arn).matches()) {
      throw new IllegalArgumentException(
          "mlsim: the ARN of " + what + " is [" + pattern + "], but this is [" + arn + "]");
    }
  }

  static void requireUuid(String what, String id) {
    if (!UUID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "mlsim: a " + what + "'s id is a UUID in lower case, but this is [" + id + "]");
    }
  }

  /** Whether the starter of a job is not shown its seed audience. */
  public boolean hidesSeedFromStarter() {
    return said.hidesSeed();
  }

  /** The declared membership of that id, in whatever collaboration. */
  Optional<Membership> declared(String membershipId) {
    return said.collaborations().values().stream()
        .flatMap(members -> members.values().stream())
        .filter(m -> m.id().equals(membershipId))
        .findFirst();
  }

  /** The active membership of that id, if there is one. */
  public Optional<Membership> membership(String id) {
    return said.collaborations().isEmpty()
        ? Optional.of(everything(id, place.account().id()))
        : declared(id);
  }

  /** The account's active membership in a collaboration; in the default one a likely id. */
  public Optional<Membership> memberOf(String collaboration, String account, String likelyId) {
    if (!said.collaborations().isEmpty()) {
      return Optional.ofNullable(said.collaborations().get(collaboration))
          .map(members -> members.get(account));
    }
    return collaboration.equals(DEFAULT_COLLABORATION)
        ? Optional.of(everything(likelyId, account))
        : Optional.empty();
  }

  /** The declared tables of a collaboration. */
  public List<SharedTable> tables(String collaboration) {
    return said.tables().keySet().stream()
        .filter(arn -> collaborationOf(arn).filter(collaboration::equals).isPresent())
        .flatMap(arn -> tableOf(arn).stream())
        .toList();
  }

  private Optional<String> collaborationOf(String tableArn) {
    return Optional.of(TABLE.matcher(tableArn))
        .filter(Matcher::matches)
        .flatMap(parts -> membership(parts.group(1)))
        .map(Membership::collaboration);
  }

  /** The declared table of that association. */
  public Optional<SharedTable> tableOf(String arn) {
    return Optional.ofNullable(said.tables().get(arn))
        .map(table -> new SharedTable(this, arn, table));
  }

  /** The declared analysis template of that ARN. */
  public Optional<AnalysisTemplate> templateOf(String arn) {
    return Optional.ofNullable(said.templates().get(arn))
        .map(template -> new AnalysisTemplate(this, arn, template));
  }

  /** Who calls: the member that the access key's id names, else the simulator's account. */
  Account caller(String accessKey) {
    boolean isMember =
        said.collaborations().values().stream().anyMatch(members -> members.containsKey(accessKey));
    return isMember ? new Account(accessKey, place.account().region()) : place.account();
  }

  /** Whether it is the account that the simulator stands for. */
  public boolean isOwn(String account) {
    return place.account().id().equals(account);
  }

  private static Membership everything(String id, String account) {
    return new Membership(id, account, EnumSet.allOf(MemberAbility.class), DEFAULT_COLLABORATION);
  }
}
