package dev.mlsim.sdk;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Puts the retries of clients that are built already on virtual time, and back on real time when an
 * ambient simulation ends.
 *
 * <p>The SDK has no public way to change a built client's strategy, so it is exchanged in the
 * client's configuration by reflection. Where its insides are not as in 2.40, the back-off takes
 * real time, and that is all. Thread-safe.
 */
final class AmbientRetries {
  private final VirtualTimePlugin virtualTime;
  private final Set<SdkClient> moved = Collections.newSetFromMap(new WeakHashMap<>());
  private final Deque<Runnable> restoring = new ArrayDeque<>();
  private boolean over;

  AmbientRetries(VirtualTimePlugin virtualTime) {
    this.virtualTime = virtualTime;
  }

  /** Once for each client; nothing for none, or for a call that comes when all is over. */
  synchronized void moveToVirtualTime(@Nullable SdkClient client) {
    if (client == null || over || !moved.add(client)) {
      return;
    }
    try {
      exchange(client);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError otherInsides) {
      // The back-off takes real time.
    }
  }

  /** For good. */
  synchronized void restore() {
    over = true;
    while (!restoring.isEmpty()) {
      restoring.pop().run();
    }
    moved.clear();
  }

  @SuppressWarnings({"unchecked", "deprecation"})
  private void exchange(SdkClient client) throws ReflectiveOperationException {
    SdkClientConfiguration settled =
        (SdkClientConfiguration) read(client, client.getClass(), "clientConfiguration");
    RetryPolicy policy = settled.option(SdkClientOption.RETRY_POLICY);
    RetryStrategy strategy = settled.option(SdkClientOption.RETRY_STRATEGY);
    ClientOverrideConfiguration.Builder changed = ClientOverrideConfiguration.builder();
    if (policy != null) {
      virtualTime.retry(ClientOverrideConfiguration.builder().retryPolicy(policy).build(), changed);
    } else if (strategy != null) {
      virtualTime.retry(
          ClientOverrideConfiguration.builder().retryStrategy(strategy).build(), changed);
    }
    Map<Object, Object> options =
        (Map<Object, Object>)
            read(
                read(settled, SdkClientConfiguration.class, "attributes"),
                AttributeMap.class,
                "attributes");
    if (changed.retryPolicy() != null) {
      put(options, SdkClientOption.RETRY_POLICY, changed.retryPolicy());
    } else if (changed.retryStrategy() != null) {
      put(options, SdkClientOption.RETRY_STRATEGY, changed.retryStrategy());
    }
  }

  private void put(Map<Object, Object> options, Object key, Object value)
      throws ReflectiveOperationException {
    Constructor<?> constant =
        Class.forName(AttributeMap.class.getName() + "$ConstantValue")
            .getDeclaredConstructor(Object.class);
    constant.setAccessible(true);
    Object before = options.put(key, constant.newInstance(value));
    restoring.push(() -> putBack(options, key, before));
  }

  private static void putBack(Map<Object, Object> options, Object key, @Nullable Object before) {
    if (before == null) {
      options.remove(key);
    } else {
      options.put(key, before);
    }
  }

  private static Object read(Object owner, Class<?> type, String name)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
