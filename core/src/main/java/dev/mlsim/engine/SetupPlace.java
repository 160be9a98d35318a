package dev.mlsim.engine;

import dev.mlsim.clock.Guard;
import dev.mlsim.internal.Undo;
import dev.mlsim.service.Account;
import dev.mlsim.service.Setup;
import dev.mlsim.service.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a simulator is to its setups.
 *
 * @param guard the simulator's lock
 * @param account whose world it is
 * @param world the world now
 * @param undo takes back what was done in it
 */
record SetupPlace(Guard guard, Account account, Supplier<? extends World> world, Undo undo)
    implements Setup.Place {
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

  @Override
  public <T> T inWorld(Function<World, T> work) {
    return locked(
        () -> {
          List<T> result = new ArrayList<>(1);
          undo.attempt(() -> result.add(work.apply(world.get())));
          return result.get(0);
        });
  }
}
