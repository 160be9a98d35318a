package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Lifecycle;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.lifecycle.State;
import java.util.List;

/**
 * An event that AWS sends to EventBridge when something becomes of a resource.
 *
 * @param detailType what it says it is, such as {@code SageMaker Training Job State Change}
 * @param moment when it is sent
 * @param detail what it says
 * @param entered the one status that it tells of, {@code Gone} included; empty for all
 * @param source who sends it, such as {@code aws.s3}; empty for the service of the resource
 */
public record Emission(
    String detailType, Moment moment, Detail detail, String entered, String source) {

  /** Checks that nothing is missing. */
  public Emission {
    requireNonNull(detailType, "detailType");
    requireNonNull(moment, "moment");
    requireNonNull(detail, "detail");
    requireNonNull(entered, "entered");
    requireNonNull(source, "source");
  }

  /** One that tells of all statuses alike. */
  public Emission(String detailType, Moment moment, Detail detail) {
    this(detailType, moment, detail, "", "");
  }

  /** The same, sent by somebody who says so. */
  public Emission from(String sender) {
    return new Emission(detailType, moment, detail, entered, sender);
  }

  /** One that is sent whenever a resource enters that status, or is gone. */
  public static Emission ofEntering(String status, String detailType, Detail detail) {
    return new Emission(detailType, Moment.STATUS, detail, status, "");
  }

  /**
   * Whether it is time.
   *
   * @param resource the resource after what has become of it
   * @param from where it stood before; the same state if it hasn't moved
   */
  public boolean isNow(Resource resource, State from) {
    boolean now =
        entered.isEmpty()
            ? moment.isNow(resource, from)
            : resource.is(entered) && !from.status().equals(entered);
    return now && detail.tells(resource);
  }

  /** One that is sent whenever a resource enters another status. */
  public static Emission ofStatus(String detailType, Detail detail) {
    return new Emission(detailType, Moment.STATUS, detail);
  }

  /** One that is sent when a resource comes to a status in which it rests. */
  public static Emission ofEnd(String detailType, Detail detail) {
    return new Emission(detailType, Moment.END, detail);
  }

  /** One that is sent whenever a resource is made, is changed or is gone, which has no status. */
  public static Emission ofExistence(String detailType, Detail detail) {
    return new Emission(detailType, Moment.EXISTENCE, detail);
  }

  /** When an event is sent. */
  public enum Moment {
    /** When a resource enters another status; not when it is gone. */
    STATUS,
    /** When it enters another phase, too. */
    PHASE,
    /** When it enters another phase of being updated. */
    PHASE_OF_UPDATE,
    /** When it enters another status, in which it rests. */
    END,
    /** When it enters another status, and when it is changed in one; not when it is gone. */
    CHANGE,
    /** When it is changed where it stands. */
    TOUCH,
    /** When it fails after it has been well. */
    BREAKDOWN,
    /** When it is made, is changed and is gone: for those that have no status. */
    EXISTENCE;

    /**
     * Whether it is time.
     *
     * @param resource the resource after what has become of it
     * @param from where it stood before; the same state if it hasn't moved
     */
    public boolean isNow(Resource resource, State from) {
      State to = resource.state();
      if (this == EXISTENCE) {
        return true;
      }
      if (to.equals(State.GONE) || (to.equals(from) && this != CHANGE && this != TOUCH)) {
        return false;
      }
      return switch (this) {
        case END -> resource.lifecycle().rests(to) && !to.status().equals(from.status());
        case STATUS -> !to.status().equals(from.status());
        case CHANGE -> to.equals(from) || !to.status().equals(from.status());
        case TOUCH -> to.equals(from);
        case PHASE_OF_UPDATE -> to.status().equals("Updating");
        case BREAKDOWN -> resource.lifecycle().isFailure(to) && wasWell(resource);
        default -> true;
      };
    }

    private static boolean wasWell(Resource resource) {
      Lifecycle table = resource.lifecycle();
      return resource.history().stream()
          .anyMatch(move -> table.rests(move.to()) && !table.isFailure(move.to()));
    }
  }

  /** What an event says of a resource. */
  @FunctionalInterface
  public interface Detail {
    /** The detail; asked for when somebody looks at the event, or listens to it. */
    ObjectNode of(ResourceType type, Resource resource, World world);

    /** Whether there is something to tell of the resource at all. */
    default boolean tells(Resource resource) {
      return true;
    }

    /** The ARNs that the event says it is about. */
    default List<String> resources(Resource resource, World world) {
      return List.of(resource.arn());
    }
  }
}
