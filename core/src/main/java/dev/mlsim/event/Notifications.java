package dev.mlsim.event;

import java.util.List;
import java.util.function.Consumer;

/**
 * What SNS would have been sent, such as the end of asynchronous invocations, and SQS by callback
 * steps of pipelines; and who listens. The last {@value Events#BOUND} are kept. Safe for threads.
 */
public interface Notifications {

  /** The notifications so far, oldest first. */
  List<Notification> list();

  /**
   * Has somebody listen to a topic, or to a queue by its URL.
   *
   * @param topicArn the topic, or the URL of the queue; {@code *} and {@code ?} are wild
   */
  Subscription<Notification> on(String topicArn, Consumer<? super Notification> listener);
}
