package dev.mlsim.junit;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * How a world is to be: what somebody said about it, and nothing about the rest.
 *
 * @param region the region
 * @param account the account
 * @param start when its time starts
 * @param seed its seed
 * @param polling what polls do to time
 * @param ambient whether it answers clients that code makes by itself
 * @param also which of the services does it so that are only asked to
 * @param scope how long it lasts
 * @param strict what fails a test besides
 * @param customizers what is done to clients, the outermost first
 * @param services what it simulates besides, the outermost first, each once
 */
record Settings(
    Optional<String> region,
    Optional<String> account,
    Optional<Instant> start,
    OptionalLong seed,
    Optional<Polling> polling,
    boolean ambient,
    Set<String> also,
    MlSimulator.Scope scope,
    Optional<List<Strict>> strict,
    List<ClientCustomizer> customizers,
    List<Service> services) {
  static final Settings NONE =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          false,
          Set.of(),
          MlSimulator.Scope.AS_OUTSIDE,
          Optional.empty(),
          List.of(),
          List.of());

  /** What the annotations say, the innermost word counting, over what was set before. */
  Settings and(Declared declared) {
    Settings settings = this;
    for (MlSimulator annotation : declared.all(MlSimulator.class)) {
      settings = settings.and(of(annotation, declared));
    }
    return settings;
  }

  /** Whether annotations say anything else. */
  boolean differsFrom(Declared declared) {
    return !and(declared).equals(this);
  }

  private static Settings of(MlSimulator said, Declared where) {
    List<ClientCustomizer> customizers = new ArrayList<>();
    for (Class<? extends ClientCustomizer> type : said.clients()) {
      customizers.add(ReflectionSupport.newInstance(type));
    }
    return new Settings(
        text(said.region()),
        text(said.account()),
        text(said.start()).map(start -> instant(start, where)),
        said.seed() == 0 ? OptionalLong.empty() : OptionalLong.of(said.seed()),
        text(said.polling()).map(polling -> polling(polling, where)),
        said.ambient(),
        new LinkedHashSet<>(Arrays.asList(said.also())),
        said.world(),
        said.strict().length == 0 ? Optional.empty() : Optional.of(Arrays.asList(said.strict())),
        customizers,
        Arrays.stream(said.services()).map(type -> DeclaredServices.of(type, where)).toList());
  }

  private static Optional<String> text(String said) {
    return Optional.of(said).filter(s -> !s.isEmpty());
  }

  private static Instant instant(String start, Declared where) {
    try {
      return Instant.parse(start);
    } catch (DateTimeParseException e) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot start the world of ["
              + where.classesOnly()
              + "] at ["
              + start
              + "]: @MlSimulator(start) is an instant, such as 2026-01-01T00:00:00Z",
          e);
    }
  }

  private static Polling polling(String said, Declared where) {
    try {
      return switch (said) {
        case "off" -> Polling.off();
        case "settle" -> Polling.settle();
        default -> Polling.tick(Duration.parse(said));
      };
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot make the world of ["
              + where.classesOnly()
              + "]: @MlSimulator(polling) is ["
              + said
              + "]; possible are off, settle, and a duration of more than zero such as PT30S",
          e);
    }
  }

  private Settings and(Settings inner) {
    List<ClientCustomizer> all = new ArrayList<>(customizers);
    all.addAll(inner.customizers);
    Set<Service> together = new LinkedHashSet<>(services);
    together.addAll(inner.services);
    Set<String> asked = new LinkedHashSet<>(also);
    asked.addAll(inner.also);
    return new Settings(
        inner.region.or(() -> region),
        inner.account.or(() -> account),
        inner.start.or(() -> start),
        inner.seed.isPresent() ? inner.seed : seed,
        inner.polling.or(() -> polling),
        inner.ambient || ambient,
        asked,
        inner.scope == MlSimulator.Scope.AS_OUTSIDE ? scope : inner.scope,
        inner.strict.or(() -> strict),
        all,
        List.copyOf(together));
  }

  /** Refuses what is said of a world that is made, where the simulator exists already. */
  void refuseToMake(Declared declared) {
    if (region.isPresent()
        || account.isPresent()
        || start.isPresent()
        || seed.isPresent()
        || polling.isPresent()) {
      throw new ExtensionConfigurationException(
          "mlsim: ["
              + declared
              + "] says of which region, account, start, seed or polling its world is, but takes a"
              + " simulator that exists; say it where that one is built");
    }
  }

  /** The same with another seed. */
  Settings seeded(long otherSeed) {
    return new Settings(
        region,
        account,
        start,
        OptionalLong.of(otherSeed),
        polling,
        ambient,
        also,
        scope,
        strict,
        customizers,
        services);
  }

  /** What fails a test that has passed. */
  List<Strict> strictness() {
    return strict.orElse(Strict.USUAL);
  }

  /** Whether it is to find calls that would leave the JVM, for which a fence must stand. */
  boolean looksOutside() {
    return strictness().contains(Strict.OUTSIDE_CALL) || strictness().contains(Strict.EVERYTHING);
  }

  /** The simulator that they describe. */
  Simulator simulator(Declared declared) {
    try {
      Simulator.Builder builder = Simulator.builder();
      region.ifPresent(builder::region);
      account.ifPresent(builder::account);
      start.ifPresent(builder::startingAt);
      seed.ifPresent(builder::seed);
      polling.ifPresent(builder::polling);
      services.forEach(builder::service);
      return builder.build();
    } catch (IllegalArgumentException e) {
      // The simulator checks its own settings; here is added whose they are.
      throw new ExtensionConfigurationException(
          "mlsim: cannot make the world that @MlSimulator on ["
              + declared.classesOnly()
              + "] declares: "
              + e.getMessage(),
          e);
    }
  }
}
