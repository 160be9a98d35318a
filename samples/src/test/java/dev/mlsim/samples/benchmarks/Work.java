package dev.mlsim.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Something that can be done many times over, and tells the processor time that it took. */
@FunctionalInterface
interface Work {

  /** Does it so often, and returns the nanoseconds of processor time. */
  long times(int calls);

  /** Makes work of a client. */
  @FunctionalInterface
  interface Of<C> {
    /** The work that this client does. */
    Work by(C client);
  }

  /** The processor time of the calling thread: not the compiler's, nor the garbage collector's. */
  static Work onThisThread(Runnable call) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return calls -> {
      long before = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      return threads.getCurrentThreadCpuTime() - before;
    };
  }

  /** The processor time of all threads that run Java, for calls that use more than one. */
  static Work onAllThreads(Runnable call) {
    return calls -> {
      long before = ofAllThreads();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      return ofAllThreads() - before;
    };
  }

  private static long ofAllThreads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getAllThreadIds()).map(threads::getThreadCpuTime).sum();
  }

  /** The calls shared out to so many threads of the pool, and their processor time added up. */
  static Work onThreads(int threads, ExecutorService pool, Runnable call) {
    Work each = onThisThread(call);
    return calls -> {
      List<Callable<Long>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int part = calls * (i + 1) / threads - calls * i / threads;
        parts.add(() -> each.times(part));
      }
      try {
        long sum = 0;
        for (Future<Long> part : pool.invokeAll(parts)) {
          sum += part.get();
        }
        return sum;
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("a call failed", e);
      }
    };
  }

  /** Followed by something that is not measured. */
  default Work then(Runnable tidying) {
    return calls -> {
      long taken = times(calls);
      tidying.run();
      return taken;
    };
  }
}
