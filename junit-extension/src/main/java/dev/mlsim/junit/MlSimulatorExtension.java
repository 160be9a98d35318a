package dev.mlsim.junit;

import static java.util.Objects.requireNonNull;

import dev.mlsim.Polling;
import dev.mlsim.Simulator;
import dev.mlsim.internal.Given;
import dev.mlsim.service.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * What {@link MlSimulator} switches on: a world for each test method, and its parameters. It can be
 * registered by itself too, where settings are to be computed:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MlSimulatorExtension mlsim =
 *     MlSimulatorExtension.builder().region("eu-west-1").clients(Production::configure).build();
 * }</pre>
 *
 * <p>Immutable; worlds lie in JUnit's store of the test, which closes them.
 */
public final class MlSimulatorExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        TestInstancePreConstructCallback,
        ParameterResolver {
  /** The configuration parameter that repeats a run: the seed of every world. */
  public static final String SEED = "mlsim.seed";

  /** The configuration parameter that says of which tests stories are told. */
  public static final String STORIES = "mlsim.stories";

  /**
   * The configuration parameter that raises a fence around all tests: {@code true}. See {@link
   * dev.mlsim.sdk.Fence}.
   */
  public static final String FENCE = "mlsim.fence";

  /** The configuration parameter that names hosts which the fence allows, between commas. */
  public static final String FENCE_ALLOW = "mlsim.fence.allow";

  private final TestWorlds worlds;

  /** For JUnit, which makes it when it meets {@link MlSimulator}. */
  public MlSimulatorExtension() {
    this(new TestWorlds(Settings.NONE, true, Optional.empty()));
  }

  private MlSimulatorExtension(TestWorlds worlds) {
    this.worlds = worlds;
  }

  /** Starts one that is to be registered with {@code @RegisterExtension}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Fills the fields of an instance that all methods share, if they share a world too. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (worlds.areLeftToAnother(context)) {
      return;
    }
    TestWorlds.watch(context, this);
    Fencing.stand(context);
    if (context.getTestInstances().isPresent()) {
      worlds.find(context).ifPresent(world -> fill(context, world));
    }
  }

  /**
   * Makes the test's world, so that a mistake in its declaration is told before the test starts.
   */
  @Override
  public void beforeEach(ExtensionContext test) {
    if (worlds.areLeftToAnother(test)) {
      return;
    }
    Fencing.stand(test);
    World world = worlds.find(test).orElseThrow();
    if (worlds.isShared(test)) {
      TestWorlds.requireWatched(test);
      worlds.refuseOtherSettings(test);
      SeedRuns.seedOf(test).ifPresent(seed -> refuseOther(seed, world, test));
      TestWorlds.note(test, new Guests(world, Declared.in(test)));
    }
    TestWorlds.begin(test, world, worlds.isShared(test));
    world.outside().follow();
    IndexOfEngine.begin(test);
    TestWorlds.note(test, StillWatch.begin(Declared.in(test).toString(), world.simulator()));
    fill(test, world);
  }

  private static void refuseOther(long seed, World world, ExtensionContext test) {
    if (world.simulator().seed() != seed) {
      throw new ExtensionConfigurationException(
          "mlsim: cannot run ["
              + Declared.in(test)
              + "] with seed "
              + seed
              + ": it shares a world whose seed is "
              + world.simulator().seed()
              + "; put @ClassSeeds on the class that says @MlSimulator(world = PER_CLASS)");
    }
  }

  private static void fill(ExtensionContext context, World world) {
    context
        .getRequiredTestInstances()
        .getAllInstances()
        .forEach(instance -> Fields.fill(instance, world));
  }

  /** Checks the world, and tells its story if something is wrong. */
  @Override
  public void afterEach(ExtensionContext test) {
    if (worlds.areLeftToAnother(test)) {
      return;
    }
    boolean checks = !worlds.isShared(test) && SweptRun.in(test).isEmpty();
    TestWorlds.begun(test).ifPresent(world -> end(test, world, checks));
    if (StoryTelling.hasFailed(test)) {
      worlds.spoil(test);
    }
  }

  /**
   * Checks the world that the tests of the class shared, if they did and none of them failed, and
   * tells its story if something is wrong, be it in a {@code @BeforeAll} or {@code @AfterAll}
   * method.
   */
  @Override
  public void afterAll(ExtensionContext context) {
    if (worlds.areLeftToAnother(context)) {
      return;
    }
    boolean own = worlds.isOwn(context);
    worlds
        .shared(context)
        .filter(world -> own || StoryTelling.hasFailed(context))
        .ifPresent(world -> end(context, world, own && !TestWorlds.isSpoilt(context)));
  }

  private static void end(ExtensionContext context, World world, boolean checks) {
    Optional<AssertionError> wrong =
        checks && context.getExecutionException().isEmpty()
            ? Check.of(world, Declared.in(context))
            : Optional.empty();
    StoryTelling.tell(context, world, wrong);
    wrong.ifPresent(
        error -> {
          throw error;
        });
  }

  /**
   * Makes the world before the test's instance, so that a framework which fills the instance, as
   * Spring does, finds an ambient world in place.
   */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    if (!worlds.areLeftToAnother(context)) {
      worlds.prepare(context);
    }
  }

  /** Constructors belong to the test whose instance they make, where there is one for each. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** Whether the parameter is exactly a simulator, a clock, or the interface of an SDK client. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return World.canGive(parameter.getParameter().getType()) && !worlds.areLeftToAnother(context);
  }

  /** The part of the test's world that the parameter asks for; a client is a new one each time. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return worlds
        .find(context)
        .orElseThrow(() -> refused(parameter))
        .give(parameter.getParameter().getType());
  }

  private static ParameterResolutionException refused(ParameterContext parameter) {
    return new ParameterResolutionException(
        "mlsim: cannot inject ["
            + parameter.getParameter()
            + "] into ["
            + parameter.getDeclaringExecutable().getName()
            + "]: a world lives as long as one test method; possible are test methods,"
            + " @BeforeEach and @AfterEach methods and constructors of instances made for one"
            + " method, @Prepared in place of @BeforeAll, whose world each method starts from, or"
            + " @MlSimulator(world = PER_CLASS) on a class without @ClassSeeds");
  }

  /** Configures an extension; what {@link MlSimulator} says besides counts before it. */
  public static final class Builder {
    private Optional<String> region = Optional.empty();
    private Optional<String> account = Optional.empty();
    private Optional<Function<? super ExtensionContext, Simulator>> adopted = Optional.empty();
    private Optional<Instant> start = Optional.empty();
    private OptionalLong seed = OptionalLong.empty();
    private Optional<Polling> polling = Optional.empty();
    private boolean ambient;
    private Set<String> also = Set.of();
    private MlSimulator.Scope scope = MlSimulator.Scope.AS_OUTSIDE;
    private Optional<List<Strict>> strict = Optional.empty();
    private final List<ClientCustomizer> customizers = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();

    private Builder() {}

    /** The region, such as {@code eu-west-1}. */
    public Builder region(String name) {
      region = Optional.of(requireNonNull(name, "region"));
      return this;
    }

    /** The account's twelve digits. */
    public Builder account(String digits) {
      account = Optional.of(requireNonNull(digits, "account"));
      return this;
    }

    /**
     * Takes a simulator that exists, such as a bean of Spring's, in place of making one: {@code
     * simulator(test -> SpringExtension.getApplicationContext(test).getBean(Simulator.class))}. It
     * stays as it is between tests, but for the rules of annotations, which end with theirs; {@link
     * Simulator#reset()} makes it new.
     */
    public Builder simulator(Function<? super ExtensionContext, Simulator> existing) {
      adopted = Optional.of(requireNonNull(existing, "simulator"));
      return this;
    }

    /** When a test's time starts. */
    public Builder startingAt(Instant instant) {
      start = Optional.of(requireNonNull(instant, "start"));
      return this;
    }

    /** The seed of ids and chance. */
    public Builder seed(long value) {
      seed = OptionalLong.of(value);
      return this;
    }

    /** What a look at an unfinished resource does to time. */
    public Builder polling(Polling policy) {
      polling = Optional.of(requireNonNull(policy, "polling"));
      return this;
    }

    /**
     * Answers also the clients that the code under test makes by itself. The tests must not run in
     * parallel with others that do so; {@code @MlSimulator(ambient = true)} sees to it.
     */
    public Builder ambient() {
      ambient = true;
      return this;
    }

    /** The same, and of those that only answer where they are asked to, these: {@code s3}. */
    public Builder ambient(Set<String> alsoServices) {
      also = Given.set(alsoServices);
      return ambient();
    }

    /** How long a world lasts. */
    public Builder world(MlSimulator.Scope lasting) {
      scope = requireNonNull(lasting, "world");
      return this;
    }

    /** What fails a test that has passed. */
    public Builder strict(Strict... checks) {
      strict = Optional.of(Given.each(checks));
      return this;
    }

    /** What is done to the builder of each injected client. */
    public Builder clients(ClientCustomizer customizer) {
      customizers.add(requireNonNull(customizer, "customizer"));
      return this;
    }

    /** A service that the world simulates besides those that mlsim brings along. */
    public Builder service(Service service) {
      services.add(requireNonNull(service, "service"));
      return this;
    }

    /** The extension. */
    public MlSimulatorExtension build() {
      return new MlSimulatorExtension(
          new TestWorlds(
              new Settings(
                  region,
                  account,
                  start,
                  seed,
                  polling,
                  ambient,
                  also,
                  scope,
                  strict,
                  List.copyOf(customizers),
                  List.copyOf(services)),
              false,
              adopted));
    }
  }
}
