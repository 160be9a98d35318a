package dev.mlsim.sdk.hostile;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The methods of the exported packages that take a function, found in the classes themselves. */
final class ExportedDoors {
  private static final Pattern EXPORTED = Pattern.compile("exports ([a-z0-9.]+);");

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

  private static final String DECLARATIONS = "dev.mlsim.service";

  private ExportedDoors() {}

  static Set<String> all() throws IOException {
    Set<String> doors = new TreeSet<>();
    for (Class<?> module : List.of(Simulator.class, SimulatedClients.class)) {
      Set<String> exported = exported(module == Simulator.class ? "../core" : ".");
      for (String name : classes(module)) {
        int end = name.lastIndexOf('.');
        if (end > 0
            && exported.contains(name.substring(0, end))
            && !name.startsWith(DECLARATIONS + ".")) {
          addDoors(name, doors);
        }
      }
    }
    doors.removeAll(NOT_OF_TESTS);
    return doors;
  }

  private static Set<String> exported(String folder) throws IOException {
    Path declaration = Path.of(folder, "src/main/java/module-info.java");
    Set<String> names = new TreeSet<>();
    for (Matcher m = EXPORTED.matcher(Files.readString(declaration)); m.find(); ) {
      names.add(m.group(1));
    }
    return names;
  }

  private static List<String> classes(Class<?> module) throws IOException {
    Path place =
        Path.of(URI.create(module.getProtectionDomain().getCodeSource().getLocation() + ""));
    if (Files.isDirectory(place)) {
      return classes(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
      return classes(jar.getPath("/"));
    }
  }

  private static List<String> classes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class") && !file.contains("-info"))
          .map(file -> file.replace(".class", "").replaceAll("[/\\\\]", "."))
          .toList();
    }
  }

  private static void addDoors(String name, Set<String> doors) {
    Class<?> type;
    try {
      type = Class.forName(name, false, ExportedDoors.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    for (Class<?> one = type; one != null; one = one.getEnclosingClass()) {
      if (!Modifier.isPublic(one.getModifiers())) {
        return;
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && !method.isSynthetic()
          && Arrays.stream(method.getParameterTypes()).anyMatch(ExportedDoors::isFunction)) {
        doors.add(name + "#" + method.getName());
      }
    }
  }

  /** One method to be written, by whomever. */
  private static boolean isFunction(Class<?> type) {
    return type.isInterface()
        && !type.isSealed()
        && !type.getName().startsWith(DECLARATIONS + ".")
        && Arrays.stream(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> !isOfObject(method))
                .count()
            == 1
        && !Iterable.class.isAssignableFrom(type)
        && type != Comparable.class;
  }

  private static boolean isOfObject(Method method) {
    return method.getName().equals("equals") && method.getParameterCount() == 1;
  }
}
