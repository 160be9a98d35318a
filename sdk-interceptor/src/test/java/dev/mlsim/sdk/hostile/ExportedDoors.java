package dev.mlsim.sdk.hostile;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.ExportedMethods;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The methods of the exported packages that a test hands something to. */
final class ExportedDoors {
  /**
   * Those that no test hands a function to.
   *
   * <p>A clock's own parts, and what carries requests, are public for mlsim's other modules and for
   * the SDK; a recording is made without a world. Functions of those who declare services have a
   * test of their own, FailingDeclarationTest.
   */
  private static final Set<String> NOT_OF_TESTS =
      Set.of(
          "dev.mlsim.clock.Guard#asking",
          "dev.mlsim.clock.Rewind#hindrance",
          "dev.mlsim.journal.CallKey#names",
          "dev.mlsim.lifecycle.Plan#meetingAfter",
          "dev.mlsim.sdk.Recording#to",
          "dev.mlsim.sdk.SimulatorInterceptor#beforeExecution",
          "dev.mlsim.wire.Headers#forEach",
          "dev.mlsim.wire.WireRequest#withLateHeader");

  /**
   * What no test hands a container to: the vocabulary of those who declare services, what carries
   * requests, values that mlsim makes and hands out, and what only reads what it is given. The
   * bytes of an inference and its chunks are copied when they answer a call, and large: not before.
   */
  private static final List<String> NOT_HANDED_IN =
      List.of(
          "dev.mlsim.contract.",
          "dev.mlsim.json.",
          "dev.mlsim.lifecycle.",
          "dev.mlsim.wire.",
          "dev.mlsim.journal.",
          "dev.mlsim.recording.",
          "dev.mlsim.ResourceSnapshot#new",
          "dev.mlsim.clock.Advance#new",
          "dev.mlsim.event.Event#new",
          "dev.mlsim.event.Notification#new",
          "dev.mlsim.fault.UsualRate#new",
          "dev.mlsim.objects.MultipartUpload#new",
          "dev.mlsim.objects.StoredObject#new",
          "dev.mlsim.parity.Fact#new",
          "dev.mlsim.parity.Finding#new",
          "dev.mlsim.parity.ParityReport#new",
          "dev.mlsim.parity.Replayed#new",
          "dev.mlsim.parity.ParityCommand#main",
          "dev.mlsim.services.lookoutvision.Detector#detect",
          "dev.mlsim.services.lookoutvision.VisionModels#detected",
          "dev.mlsim.services.personalize.PersonalizeSetup#put",
          "dev.mlsim.services.personalize.PutRecord#new",
          "dev.mlsim.services.personalize.RecommendationQuery#new",
          "dev.mlsim.services.sagemaker.JobRun#new",
          "dev.mlsim.services.sagemaker.LambdaCall#new",
          "dev.mlsim.services.sagemaker.ResponseSurface#of",
          "dev.mlsim.services.sagemakerruntime.Invocation#new",
          "dev.mlsim.services.sagemakerruntime.Chunk#",
          "dev.mlsim.services.sagemakerruntime.Inference#of",
          "dev.mlsim.sweep.SweepReport#new",
          "dev.mlsim.sdk.LoopbackServer#main",
          "dev.mlsim.sdk.TypedDocuments#read");

  private static final String DECLARATIONS = "dev.mlsim.service";

  private ExportedDoors() {}

  static Set<String> all() throws IOException {
    Set<String> doors = found(ExportedDoors::isFunction);
    doors.removeIf(door -> door.endsWith("#new"));
    doors.removeAll(NOT_OF_TESTS);
    return doors;
  }

  /** The same of what a test hands documents, collections and arrays to. */
  static Set<String> forContainers() throws IOException {
    Set<String> doors = found(ExportedMethods::isContainer);
    doors.removeIf(door -> NOT_HANDED_IN.stream().anyMatch(door::startsWith));
    return doors;
  }

  private static Set<String> found(Predicate<Class<?>> parameter) throws IOException {
    Set<String> doors = new TreeSet<>();
    doors.addAll(ExportedMethods.taking(Simulator.class, parameter));
    doors.addAll(ExportedMethods.taking(SimulatedClients.class, parameter));
    doors.removeIf(door -> door.startsWith(DECLARATIONS + "."));
    return doors;
  }

  private static boolean isFunction(Class<?> type) {
    return ExportedMethods.isFunction(type) && !type.getName().startsWith(DECLARATIONS + ".");
  }
}
