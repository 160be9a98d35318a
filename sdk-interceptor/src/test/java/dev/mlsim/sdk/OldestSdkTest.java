package dev.mlsim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mlsim.Simulator;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldestSdkTest {

  @ParameterizedTest
  @CsvSource({"SimulatedClients, of", "AmbientSimulation, install"})
  void an_sdk_before_2_26_is_refused_in_words(String type, String method) throws Exception {
    try (URLClassLoader old = new OldLoader()) {
      Class<?> world = old.loadClass(Simulator.class.getName());
      Class<?> asked = old.loadClass("dev.mlsim.sdk." + type);
      Object sim = world.getMethod("create").invoke(null);

      assertThat(world).isNotSameAs(Simulator.class);
      assertThatThrownBy(() -> asked.getMethod(method, world).invoke(null, sim))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageStartingWith("mlsim: the AWS SDK for Java on the class path is [2.")
          .hasMessageContaining("which is too old: the oldest that works is 2.26");
    }
  }

  /** The classes of this test's, without what the SDK has since 2.22 and 2.26. */
  private static final class OldLoader extends URLClassLoader {
    OldLoader() throws IOException {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() throws IOException {
      List<URL> urls = new ArrayList<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      return urls.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("software.amazon.awssdk.retries.")
          || name.equals("software.amazon.awssdk.core.SdkPlugin")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
