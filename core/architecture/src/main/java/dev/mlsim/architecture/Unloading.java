package dev.mlsim.architecture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tells what a program leaves behind that runs in a class loader of its own, as development tools
 * run it that reload classes. It lives in a JVM of its own, in which what is only softly reachable
 * (Jackson's buffers) counts as gone, as it is when memory gets scarce.
 */
public final class Unloading {
  private static final String LEFT = "left: ";
  private static final int COLLECTIONS = 40;
  private static final int MILLIS = 100;
  private static final int LAST_WORDS_MILLIS = 5_000;

  private Unloading() {}

  /**
   * What is left of a program: its class loader, threads, what it keeps in the caller's thread,
   * hooks, beans, system properties.
   *
   * @param life has a {@code main} without arguments
   * @param of classes whose objects others than mlsim keep in the caller's thread: known, and let
   *     go before the class loader is looked for
   */
  public static List<String> leftBy(Class<?> life, String... of)
      throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Unloading.class.getName(),
                life.getName(),
                String.join(",", of))
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (java.waitFor() != 0 || !printed.contains("lived")) {
      throw new AssertionError(printed);
    }
    return printed.lines().filter(line -> line.startsWith(LEFT)).toList();
  }

  /** Runs the program that is named, and prints what is left of it. */
  public static void main(String[] arguments) throws Exception {
    List<Supplier<Set<?>>> kinds =
        List.of(
            () -> Thread.getAllStackTraces().keySet(),
            Unloading::hooks,
            () -> ManagementFactory.getPlatformMBeanServer().queryNames(null, null),
            () -> System.getProperties().stringPropertyNames());
    List<Set<?>> before = new ArrayList<>();
    kinds.forEach(kind -> before.add(Set.copyOf(kind.get())));
    ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    WeakReference<ClassLoader> loader = lived(arguments[0], gone);
    System.out.println("lived");
    compareOtherRecords();
    letGo(loader, Set.of((arguments.length > 1 ? arguments[1] : "").split(",")));
    awaitLastWords(before.get(0));
    for (int i = 0; i < kinds.size(); i++) {
      Set<Object> left = new HashSet<>(kinds.get(i).get());
      left.removeAll(before.get(i));
      left.removeIf(Unloading::isOfTheJvm);
      left.forEach(one -> System.out.println(LEFT + one));
    }
    for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
      System.gc();
      gone.remove(MILLIS);
      serializeSomethingElse();
    }
    if (loader.get() != null) {
      System.out.println(LEFT + loader.get());
    }
    if (Boolean.getBoolean("linger")) { // for who looks into the heap
      Thread.currentThread().join();
    }
  }

  private static WeakReference<ClassLoader> lived(String life, ReferenceQueue<ClassLoader> gone)
      throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader("life", classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      Class.forName(life, true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
      return new WeakReference<>(loader, gone);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static URL[] classPath() {
    return Pattern.compile(Pattern.quote(System.getProperty("path.separator")))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.isEmpty())
        .map(Unloading::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Kept(Map<?, ?> one, List<Kept> other) {}

  /**
   * The JDK (17) keeps the types of the record that it learnt to compare last, in the caches of
   * java.lang.runtime.ObjectMethods: this one, then, as with any other that comes later.
   */
  private static void compareOtherRecords() {
    Kept one = new Kept(Map.of(), List.of());
    Kept other = new Kept(Map.of(), List.of());
    if (!one.equals(other)
        || one.hashCode() != other.hashCode()
        || !one.toString().equals(other.toString())) {
      throw new AssertionError(one.toString());
    }
  }

  /** The JDK keeps what it knows of a class that was serialized until it looks for another one. */
  private static void serializeSomethingElse() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Duration.ofDays(1));
      out.writeObject(Integer.valueOf(1));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.readObject();
      in.readObject();
    }
  }

  /** Tells what is kept in this thread, and lets go of what is known. */
  private static void letGo(WeakReference<ClassLoader> loader, Set<String> known)
      throws ReflectiveOperationException {
    Object map = field(Thread.class, "threadLocals").get(Thread.currentThread());
    if (map == null) {
      return;
    }
    for (Object entry : (Object[]) field(map.getClass(), "table").get(map)) {
      Object value = entry == null ? null : field(entry.getClass(), "value").get(entry);
      if (value != null && value.getClass().getClassLoader() == loader.get()) {
        if (known.contains(value.getClass().getName())) {
          field(entry.getClass(), "value").set(entry, null);
        } else {
          System.out.println(LEFT + "in this thread: " + value.getClass().getName());
        }
      }
    }
  }

  private static Field field(Class<?> of, String name) throws ReflectiveOperationException {
    Field field = of.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Threads that were told to end may take a moment. */
  private static void awaitLastWords(Set<?> before) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !isOfTheJvm(thread)) {
        thread.join(LAST_WORDS_MILLIS);
      }
    }
  }

  private static boolean isOfTheJvm(Object left) {
    return left.equals("user.timezone")
        || (left instanceof Thread thread
            && (!thread.isAlive()
                || thread.getThreadGroup() == null
                || thread.getThreadGroup().getName().equals("InnocuousThreadGroup")
                || thread.getThreadGroup().getName().equals("system")));
  }

  @SuppressWarnings("unchecked")
  private static Set<?> hooks() {
    try {
      Class<?> hooks = Class.forName("java.lang.ApplicationShutdownHooks");
      return ((Map<Thread, Thread>) field(hooks, "hooks").get(null)).keySet();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a JVM of another kind", e);
    }
  }
}
