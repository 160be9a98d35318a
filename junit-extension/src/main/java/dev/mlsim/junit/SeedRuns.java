package dev.mlsim.junit;

import dev.mlsim.internal.Remembered;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The runs of tests and classes that have {@link Seeds} or {@link ClassSeeds}. */
final class SeedRuns {
  private static final int MOST = 100_000;
  private static final Pattern RUN = Pattern.compile("\\[test-template-invocation:#(\\d+)]");

  private SeedRuns() {}

  /**
   * The seed of the run that the context belongs to, if it belongs to one. A run of a method is
   * known by the number that JUnit gave it: what it puts into its store comes too late for
   * constructors.
   */
  static Optional<Long> seedOf(ExtensionContext context) {
    Matcher run = RUN.matcher(context.getUniqueId());
    boolean ofMethod = AnnotationSupport.isAnnotated(context.getTestMethod(), Seeds.class);
    return ofMethod && run.find()
        ? runs(context.getParent().orElseThrow(), context.getRequiredTestMethod())
            .skip(Long.parseLong(run.group(1)) - 1)
            .map(Run::seed)
            .findFirst()
        : outside(context).map(Run::seed);
  }

  /** Whether both contexts belong to the same run of a class, or both to none. */
  static boolean isSameRun(ExtensionContext one, ExtensionContext other) {
    return outside(one).equals(outside(other));
  }

  /** Whether the class runs once for each seed, and the context is outside of these runs. */
  static boolean isOutsideOfRuns(Class<?> type, ExtensionContext context) {
    return AnnotationSupport.isAnnotated(type, ClassSeeds.class)
        && outside(context).filter(run -> run.of.equals(type)).isEmpty();
  }

  /** The run of the class. */
  private static Optional<Run> outside(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(TestWorlds.NAMESPACE).get(Run.class, Run.class));
  }

  /** The runs of a method or class; each of them asks again. */
  static Stream<Run> runs(ExtensionContext template, AnnotatedElement place) {
    return template
        .getStore(TestWorlds.NAMESPACE)
        .getOrComputeIfAbsent(
            List.of(AllRuns.class, place), key -> new AllRuns(made(template, place)), AllRuns.class)
        .runs()
        .stream();
  }

  // Seeds of a method in a class that has seeds too: it runs with the class's seed in each of the
  // class's runs, and in the first of them with its own seeds besides.
  private static List<Run> made(ExtensionContext template, AnnotatedElement place) {
    Optional<Run> outside = outside(template);
    boolean first = outside.map(Run::isFirst).orElse(true);
    Set<Long> taken = outside.map(Run::all).orElse(Set.of());
    LongStream own = seeds(template, place).filter(seed -> first && !taken.contains(seed));
    List<Long> here =
        Stream.concat(outside.map(Run::seed).stream(), failedFirst(own.boxed().toList(), template))
            .distinct()
            .toList();
    Set<Long> all = Stream.concat(taken.stream(), here.stream()).collect(Collectors.toSet());
    return here.stream()
        .map(seed -> new Run(place, seed, first && seed.equals(here.get(0)), all))
        .toList();
  }

  /** The seeds with which a test failed the last time. */
  static Remembered failed(ExtensionContext template) {
    return Remembered.of(StoryFiles.name(template.getUniqueId()) + ".seeds");
  }

  private static Stream<Long> failedFirst(List<Long> seeds, ExtensionContext template) {
    List<String> failed = failed(template).lines();
    return Stream.concat(
        seeds.stream().filter(seed -> failed.contains(seed.toString())), seeds.stream());
  }

  private static LongStream seeds(ExtensionContext template, AnnotatedElement place) {
    if (place instanceof Class<?>) {
      ClassSeeds said = AnnotationSupport.findAnnotation(place, ClassSeeds.class).orElseThrow();
      return seeds(template, "@ClassSeeds", said.value(), said.count());
    }
    Seeds said = AnnotationSupport.findAnnotation(place, Seeds.class).orElseThrow();
    return seeds(template, "@Seeds", said.value(), said.count());
  }

  private static LongStream seeds(
      ExtensionContext template, String annotation, long[] value, int count) {
    if ((value.length > 0) == (count > 0) || count > MOST) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot run ["
              + Declared.in(template)
              + "]: "
              + annotation
              + " has "
              + value.length
              + " seeds and a count of "
              + count
              + "; give either seeds, or a count from 1 to "
              + MOST);
    }
    LongStream seeds = count > 0 ? LongStream.rangeClosed(1, count) : LongStream.of(value);
    return TestWorlds.given(template).map(LongStream::of).orElse(seeds);
  }

  /**
   * What is kept of a test or a class.
   *
   * @param runs its runs
   */
  private record AllRuns(List<Run> runs) {}

  /**
   * One run of a test or a class.
   *
   * @param of the method or class
   * @param seed its seed
   * @param isFirst whether it is the first run of its test or class
   * @param all the seeds of all its runs
   */
  record Run(AnnotatedElement of, long seed, boolean isFirst, Set<Long> all) {
    String name() {
      return "seed " + seed;
    }

    /** Leaves word of the run of a class, before its instances, and with them worlds, are made. */
    void begin(ExtensionContext run) {
      run.getStore(TestWorlds.NAMESPACE).put(Run.class, this);
    }
  }
}
