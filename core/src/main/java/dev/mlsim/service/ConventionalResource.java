package dev.mlsim.service;

import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Lifecycles;
import dev.mlsim.lifecycle.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Declares a resource type that follows the {@link Scheme} of its service. From the noun {@code
 * CompilationJob} the contract tells the operations (Create, Describe or Get, List, Update, Delete,
 * Stop, Start), the members {@code CompilationJobName}, {@code CompilationJobArn} and {@code
 * CompilationJobStatus}, its times and the reason of its failure, the ARN {@code
 * compilation-job/{name}}, and what a list filters and sorts by. What departs from that is said;
 * what the contract contradicts is refused in words when the family loads.
 *
 * <pre>
 * family.resource("CompilationJob")
 *     .lifecycle(Lifecycles.job(...))
 *     .thenRequires(OWN_ROLE)
 *     .runtimeLimit("StoppingCondition.MaxRuntimeInSeconds")
 *     .reads("InputConfig.S3Uri", "...{bucket}...")
 *     .missing(NOT_FOUND, "Could not find {name}.")
 *     .duplicate(IN_USE, "There is {arn}.")
 *     .refused(VALIDATION, "The job is in status {status}.")
 *     .judgedWords("missing", "duplicate");
 * </pre>
 *
 * An operation that the family declares by hand is not derived; {@link #type} is for those.
 */
public final class ConventionalResource {
  private final Family family;
  private final ResourceFacts facts;

  ConventionalResource(Family family, String noun, Scheme scheme) {
    this.family = family;
    this.facts = new ResourceFacts(new Noun(family.contract(), noun), scheme);
    scheme.each().accept(this);
  }

  /** Works the type out, if nobody has yet, and declares its operations. */
  void complete() {
    new DerivedOperations(facts, type()).declare(family);
  }

  /** The type, for what the family declares of it by hand; it must be said before what it is. */
  public ResourceType type() {
    return facts.built();
  }

  /** The type's name, where that is not the resource part of its ARN. */
  public ConventionalResource named(String name) {
    facts.open().name = name;
    return this;
  }

  /** The name in a sentence, if it isn't the type's name with blanks. */
  public ConventionalResource titled(String title) {
    facts.open().title = title;
    return this;
  }

  /** Another resource part of the ARN; see {@link ResourceTypeBuilder#arn}. */
  public ConventionalResource arn(String template) {
    facts.open().arnTemplate = template;
    return this;
  }

  /**
   * Another resource part of the ARN.
   *
   * @param member the member in which it travels; empty where nothing shows it
   */
  public ConventionalResource arn(String member, String template) {
    facts.open().arnMember = Optional.of(member);
    return arn(template);
  }

  /** It has no ARN. */
  public ConventionalResource withoutArn() {
    facts.open().arnMember = Optional.of("");
    return this;
  }

  /** Other members that tell one from another, the name last; Create is given them. */
  public ConventionalResource identifiedBy(String... members) {
    facts.open().identity = List.of(members);
    return this;
  }

  /** Names that differ in case only are the same. */
  public ConventionalResource ignoringCase() {
    facts.open().type.ignoringCase();
    return this;
  }

  /**
   * The service makes the identity: so many lower-case letters and digits behind a prefix.
   *
   * @param member the member in which it is shown, and by which calls name the resource
   */
  public ConventionalResource generated(String member, String prefix, int digits) {
    if (digits < 1) {
      throw facts.noun.wrong("is identified by [" + digits + "] digits; there is at least 1");
    }
    facts.open().generated = Optional.of(new ResourceFacts.Generated(member, prefix, digits));
    return this;
  }

  /**
   * The service makes the identity, which the ARN alone shows.
   *
   * @param called the member that holds what a person calls it
   */
  public ConventionalResource identity(Function<Call, String> made, String called) {
    facts.open().made = Optional.of(made);
    facts.called = called;
    return this;
  }

  /** How an existing one is found, where ARN and identity don't say. */
  public ConventionalResource foundBy(Function<Call, Optional<Resource>> finder) {
    facts.open().saysHowFound = true;
    facts.type.foundBy(finder);
    return this;
  }

  /** Create needs an existing resource of another type, which the members name, if given. */
  public ConventionalResource partOf(TypeRef parent, String... members) {
    for (String member : members) {
      facts.noun.requireAmong(member, facts.noun.given(), "is part of what is named by");
    }
    facts
        .open()
        .rule(
            "Create",
            members.length == 1
                ? Precondition.exists(members[0], parent)
                : DerivedOperations.exists(parent, List.of(members)));
    return this;
  }

  /**
   * It can't be deleted while one of another type is part of it.
   *
   * @param words the refusal; see {@link #missing}
   * @param members the members by which the other names this one
   */
  public ConventionalResource keptBy(TypeRef child, String code, String words, String... members) {
    Wording refusal = facts.open().wording(code, words);
    facts.rule("Delete", DerivedOperations.childless(facts, child, List.of(members), refusal));
    return this;
  }

  /** How it lives; without this it has no status, and is made and deleted at once. */
  public ConventionalResource lifecycle(Lifecycles.Life life) {
    facts.open().life = Optional.of(life);
    return this;
  }

  /** How it lives, by a table of its own. */
  public ConventionalResource lifecycle(Lifecycle table) {
    facts.open().table = Optional.of(table);
    return this;
  }

  /** The member that shows the status, where it is another. */
  public ConventionalResource status(String member) {
    facts.open().statusMember = member;
    return this;
  }

  /** The members that show when it was made and last changed, where they are others. */
  public ConventionalResource times(String created, String modified) {
    facts.open().created = Optional.of(created);
    facts.modified = modified;
    return this;
  }

  /** Durations that follow from the request; a test's script overrides them. */
  public ConventionalResource durations(ResourceType.Planner planner) {
    facts.open().durations = planner;
    return this;
  }

  /** Limits that follow from the request; they hold whatever the script says. */
  public ConventionalResource limits(ResourceType.Planner planner) {
    facts.open().limits = planner;
    return this;
  }

  /** A job works so many seconds at most, and is then stopped as a Stop would. */
  public ConventionalResource runtimeLimit(String path) {
    return runtimeLimit(path, "");
  }

  /** A job works so many seconds at most, and else fails for that reason. */
  public ConventionalResource runtimeLimit(String path, String reason) {
    facts.noun.requireNumber(path, "has the limit");
    facts.open().limit = path;
    facts.limitReason = reason;
    return this;
  }

  /**
   * A job reads there, and fails if nothing is there.
   *
   * @param reason the words of its failure; {@code {uri}}, {@code {bucket}}, {@code {key}}, {@code
   *     {region}} and members of the request are filled in
   */
  public ConventionalResource reads(String path, String reason) {
    facts.noun.requireText(path, "reads");
    facts.noun.requirePlaces(reason, Work.Input.PLACES, "fails for the reason");
    facts.open().reads.add(new Work.Input(path, reason));
    return this;
  }

  /**
   * A job writes an object when it is done.
   *
   * @param path the member that says in which folder
   * @param file the object's name; {@code {key}} and paths of members are filled in
   */
  public ConventionalResource writes(String path, String file) {
    facts.noun.requirePlaces(file, Set.of("key"), "writes the file");
    return writes(path, (job, w) -> Values.text(Documents.fill(file, job.attributes(), job.key())));
  }

  /** A job writes an object, whose name is worked out, into that folder when it is done. */
  public ConventionalResource writes(String path, ResourceType.Computed file) {
    return writes(path, file, "");
  }

  /** The same; where the object is, or is to be, is shown in that member. */
  public ConventionalResource writes(String path, ResourceType.Computed file, String shown) {
    facts.noun.requireText(path, "writes");
    facts.open().writes.add(new Work.Output(path, file, shown));
    return this;
  }

  /** What is shown where Create was given nothing; see {@link Documents#withDefaults}. */
  public ConventionalResource defaults(String json) {
    facts.open().type.defaults(json);
    Documents.of(json)
        .fieldNames()
        .forEachRemaining(m -> facts.noun.requirePath(m.replace("?", ""), "has a default of"));
    return this;
  }

  /** What Create adds; see {@link ResourceTypeBuilder#prepared}. */
  public ConventionalResource prepared(BiConsumer<Call, Draft> preparation) {
    facts.open().prepares = true;
    facts.type.prepared(preparation);
    return this;
  }

  /** A member that is worked out when somebody looks. */
  public ConventionalResource computed(String member, ResourceType.Computed value) {
    facts.noun.requireAmong(member, facts.noun.shown(), "shows");
    facts.open().worked.add(member);
    facts.type.computed(member, value);
    return this;
  }

  /** The same, of a member that only other operations show than the scheme's, such as a search. */
  public ConventionalResource found(String member, ResourceType.Computed value) {
    facts.open().type.computed(member, value);
    return this;
  }

  /** A member that shows what stands at a path of what Create was given. */
  public ConventionalResource shows(String member, String path) {
    facts.noun.requirePath(path, "shows what is at");
    return computed(member, (resource, world) -> Documents.at(resource.attributes(), path));
  }

  /** Something that happens besides, when the resource enters a state. */
  public ConventionalResource entering(String state, ResourceType.Effect effect) {
    facts.open().entered.add(state);
    facts.type.entering(state, effect);
    return this;
  }

  /** Which resources are looked for together; see {@link ResourceTypeBuilder#grouped}. */
  public ConventionalResource grouped(Function<Resource, String> by) {
    facts.open().type.grouped(by);
    return this;
  }

  /** The streams of logs that its resources have in CloudWatch Logs. */
  public ConventionalResource logs(LogStream.Source streams) {
    facts.open().type.logs(streams);
    return this;
  }

  /** The events that AWS sends of its resources; see {@link ResourceTypeBuilder#emits}. */
  public ConventionalResource emits(Emission... events) {
    facts.open().type.emits(events);
    return this;
  }

  /** What it costs while it runs. */
  public ConventionalResource bills(Rate... rates) {
    facts.open().type.bills(rates);
    return this;
  }

  /** What it holds of quotas. */
  public ConventionalResource holds(Holding... holdings) {
    facts.open().holdings.addAll(List.of(holdings));
    return this;
  }

  /** A quota of how many there can be, for as long as they exist; Create asks for one more. */
  public ConventionalResource counts(String name, Quota quota) {
    return counts(new Limit(name, quota, Holding.of(name)));
  }

  /** Quotas of how many there can be that hold something of them; Create asks for one more. */
  public ConventionalResource counts(Limit... limits) {
    for (Limit limit : limits) {
      family.quota(limit.name(), limit.quota());
      within(limit.quota()).holds(limit.holding());
    }
    return this;
  }

  /**
   * The error for one that isn't there. In the words {@code {name}}, {@code {arn}}, {@code
   * {title}}, the {@code {verb}} of the call and members of its input are filled in.
   */
  public ConventionalResource missing(String code, String words) {
    facts.open().missing(facts.wording(code, words));
    return this;
  }

  /** The error for one that isn't there, where it depends on more than words can say. */
  public ConventionalResource missing(String code, ResourceType.Missing error) {
    facts.noun.requireError(code);
    facts.open().saysMissing = true;
    facts.type.missingError(code, error);
    return this;
  }

  /** The error for a second one, with the same places in its words. */
  public ConventionalResource duplicate(String code, String words) {
    facts.open().duplicate(facts.wording(code, words));
    return this;
  }

  /** The error for what its state doesn't allow; {@code {status}} and {@code {trigger}} besides. */
  public ConventionalResource refused(String code, String words) {
    facts.open().refusals.put("", facts.wording(code, words));
    return this;
  }

  /** The error for one trigger, such as {@code delete}, where that is another. */
  public ConventionalResource refused(String trigger, String code, String words) {
    facts.open().refusals.put(trigger, facts.wording(code, words));
    return this;
  }

  /** The operation that does what a verb of the scheme says, where it has another name. */
  public ConventionalResource by(String verb, String operation) {
    facts.open().noun.rename(verb, operation);
    return this;
  }

  /** Another operation that does what a verb says, as its own does. */
  public ConventionalResource alsoBy(String verb, String operation) {
    facts.open().noun.add(verb, operation);
    return this;
  }

  /** Without the operation of a verb, though the contract has it. */
  public ConventionalResource without(String verb) {
    facts.open().noun.drop(verb);
    return this;
  }

  /** Rules of Create that come before a duplicate is noticed. */
  public ConventionalResource requires(Precondition... rules) {
    return requires("Create", rules);
  }

  /** Rules of Create that are about a member, where Create is given it. */
  public ConventionalResource requiresOf(String member, Precondition... rules) {
    return facts.noun.given().contains(member) ? requires(rules) : this;
  }

  /** Rules of Create that come after a duplicate is noticed. */
  public ConventionalResource thenRequires(Precondition... rules) {
    facts.open().late.addAll(List.of(rules));
    return this;
  }

  /** Rules of another operation, by its verb. */
  public ConventionalResource requires(String verb, Precondition... rules) {
    facts.open().noun.requireVerb(verb);
    facts.rule(verb, rules);
    return this;
  }

  /** Quotas of Create, which come last. */
  public ConventionalResource within(Quota... quotas) {
    return within("Create", quotas);
  }

  /** Quotas of another operation, by its verb. */
  public ConventionalResource within(String verb, Quota... quotas) {
    facts.open().noun.requireVerb(verb);
    facts.quota(verb, quotas);
    return this;
  }

  /** What an Update changes besides, after the members are merged in. */
  public ConventionalResource changing(BiFunction<Call, Resource, Resource> what) {
    facts.open().changes = true;
    facts.change = what;
    return this;
  }

  /** What an input member of List lets pass, where its name doesn't say it. */
  public ConventionalResource filter(String member, Filter filter) {
    facts.noun.requireAmong(member, facts.noun.input("List"), "filters by");
    facts.open().filters.put(member, filter);
    return this;
  }

  /** Lists of those resources only; see {@link ListAll#among}. */
  public ConventionalResource among(Function<Call, Collection<Resource>> resources) {
    facts.open().listed = Optional.of(resources);
    return this;
  }

  /** Lists the first made first, where the caller doesn't say. */
  public ConventionalResource listsUpwards() {
    return listsUpwardsBy("");
  }

  /** Lists upwards by a member, where the caller doesn't say. */
  public ConventionalResource listsUpwardsBy(String member) {
    facts.open().listsUpwards = true;
    return sortedBy(member);
  }

  /** Lists downwards by a member, where the caller doesn't say. */
  public ConventionalResource listsDownwardsBy(String member) {
    facts.open().listsUpwards = false;
    return sortedBy(member);
  }

  private ConventionalResource sortedBy(String member) {
    if (!member.isEmpty()) {
      facts.noun.requireAmong(member, facts.noun.shown(), "lists by");
    }
    facts.sortedBy = member;
    return this;
  }

  /** Lists so many to a page, where the caller doesn't say. */
  public ConventionalResource pagesOf(int size) {
    if (size < 1) {
      throw facts.noun.wrong("lists [" + size + "] to a page; there is at least 1");
    }
    facts.open().pageSize = size;
    return this;
  }

  /** A known difference from AWS; see {@link Family#differs}. */
  public ConventionalResource differs(String id, String about, String how) {
    family.differs(id, about, how);
    return this;
  }

  /** A fact that we had to decide; see {@link Family#judged}. */
  public ConventionalResource judged(String id, String about, String fact) {
    family.judged(id, about, fact);
    return this;
  }

  /** The words of these errors, such as {@code missing}, are ours; their codes are AWS's. */
  public ConventionalResource judgedWords(String... errors) {
    facts.open().judgedWords = List.of(errors);
    return this;
  }

  /** How long it stays in its states is ours. */
  public ConventionalResource judgedTimes() {
    facts.open().judgedTimes = true;
    return this;
  }
}
