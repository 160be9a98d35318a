package dev.mlsim.engine.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.clock.Guard;
import dev.mlsim.event.Events;
import dev.mlsim.event.Notification;
import dev.mlsim.event.Notifications;
import dev.mlsim.event.Subscription;
import dev.mlsim.internal.Glob;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/** The notifications of one simulator. Safe for threads. */
public final class NotificationLog implements Notifications {
  private final Guard lock;
  private final Listeners listeners;
  private final ArrayDeque<Notification> kept = new ArrayDeque<>();
  private long sent;

  /** Makes a simulator that has sent nothing. */
  public NotificationLog(Guard lock, Listeners listeners) {
    this.lock = lock;
    this.listeners = listeners;
  }

  void send(String topicArn, ObjectNode message, Instant at) {
    sent++;
    if (kept.size() == Events.BOUND) {
      kept.removeFirst();
    }
    Notification notification = new Notification(sent, at, topicArn, message);
    kept.addLast(notification);
    listeners.tell(notification, topicArn);
  }

  @Override
  public List<Notification> list() {
    lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Subscription<Notification> on(String topicArn, Consumer<? super Notification> listener) {
    Glob topic = Glob.of(topicArn);
    return listeners.add(
        Notification.class,
        "notifications().on(" + topicArn + ")",
        notification -> topic.matches(notification.topicArn()),
        listener);
  }

  /** Forgets what was sent. */
  public void clear() {
    kept.clear();
    sent = 0;
  }

  /** What was sent. */
  public record Saved(List<Notification> kept, long sent) {}

  /** What was sent so far. Called under the lock. */
  public Saved save() {
    return new Saved(List.copyOf(kept), sent);
  }

  /** Has that be what was sent, where nothing was yet. Called under the lock. */
  public void restore(Saved saved) {
    kept.addAll(saved.kept());
    sent = saved.sent();
  }
}
