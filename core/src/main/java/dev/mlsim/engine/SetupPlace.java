package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.service.Account;
import dev.mlsim.service.Setup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator is to its setups.
 *
 * @param guard the simulator's lock
 * @param account whose world it is
 */
record SetupPlace(Guard guard, Account account) implements Setup.Place {
  @Override
  public <T> T locked(Supplier<T> work) {
    guard.lock();
    try {
      return work.get();
    } finally {
      guard.unlock();
    }
  }

  @Override
  public void change(Runnable work) {
    guard.lock();
    try {
      work.run();
    } finally {
      guard.unlock();
    }
  }

  @Override
  public <T> T asking(String given, Supplier<? extends @Nullable T> function) {
    return guard.asking(given, function);
  }
}
