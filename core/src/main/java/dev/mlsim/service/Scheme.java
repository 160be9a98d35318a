package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;

/**
 * How the resources of a service are alike: what their members are called, and what a declaration
 * would else say of each. A service says it once, and its {@linkplain Family#resource conventional
 * resources} follow it:
 *
 * <pre>{@code
 * Scheme.USUAL
 *     .named("name", "jobName")
 *     .status("status")
 *     .times("creationDateTime", "lastUpdatedDateTime")
 *     .ofEach(resource -> resource.missing("ResourceNotFoundException", "There is no {arn}."));
 * }</pre>
 *
 * <p>Of several names the first that the contract has of the resource is its own. In each, {@code
 * {noun}} stands for the noun, in whatever case the contract has it.
 *
 * @param names the member that Create is given the name in
 * @param statuses the member that shows the status
 * @param created the member that shows when it was made
 * @param modified the member that shows when it was last changed
 * @param reason the member that shows why it failed
 * @param each says what else holds of each, before its own declaration does
 */
public record Scheme(
    List<String> names,
    List<String> statuses,
    String created,
    String modified,
    String reason,
    Consumer<ConventionalResource> each) {

  /** What stands for the noun in a name. */
  static final String NOUN = "{noun}";

  /** What SageMaker's resources follow, and those of a service that doesn't say. */
  public static final Scheme USUAL =
      new Scheme(
          List.of(NOUN + "Name"),
          List.of(NOUN + "Status", "Status"),
          "CreationTime",
          "LastModifiedTime",
          "FailureReason",
          resource -> {});

  /** Copies the lists. */
  public Scheme {
    names = List.copyOf(names);
    statuses = List.copyOf(statuses);
    requireNonNull(each, "each");
  }

  /** The members that Create is given the name in. */
  public Scheme named(String... members) {
    return new Scheme(List.of(members), statuses, created, modified, reason, each);
  }

  /** The members that show the status. */
  public Scheme status(String... members) {
    return new Scheme(names, List.of(members), created, modified, reason, each);
  }

  /** The members that show when it was made and last changed. */
  public Scheme times(String whenMade, String whenChanged) {
    return new Scheme(names, statuses, whenMade, whenChanged, reason, each);
  }

  /** The member that shows why it failed. */
  public Scheme failureReason(String member) {
    return new Scheme(names, statuses, created, modified, member, each);
  }

  /** What else holds of each; its own declaration comes later, and has the last word. */
  public Scheme ofEach(Consumer<ConventionalResource> says) {
    return new Scheme(names, statuses, created, modified, reason, says);
  }
}
