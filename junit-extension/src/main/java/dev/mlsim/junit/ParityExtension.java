package dev.mlsim.junit;

import static java.util.Objects.requireNonNull;

import dev.mlsim.parity.ParityReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Replays the recording of a {@link Parity} test, and fails it unless it looks by itself. */
final class ParityExtension
    implements BeforeEachCallback, BeforeTestExecutionCallback, ParameterResolver {
  private static final Namespace OURS = Namespace.create(ParityExtension.class);

  @Override
  public void beforeEach(ExtensionContext test) {
    Parity parity =
        AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), Parity.class).orElseThrow();
    dev.mlsim.parity.Parity comparison = dev.mlsim.parity.Parity.of(file(test, parity.value()));
    for (String allowed : parity.allow()) {
      comparison = comparison.allowing(file(test, allowed));
    }
    for (String other : parity.noise()) {
      comparison = comparison.noiseFrom(file(test, other));
    }
    ParityReport report = comparison.run();
    test.getStore(OURS).put(ParityReport.class, report);
    write(page(test), report);
  }

  private static Path file(ExtensionContext test, String name) {
    if (Files.exists(Path.of(name))) {
      return Path.of(name);
    }
    @Nullable URL resource = test.getRequiredTestClass().getResource(name);
    try {
      if (resource != null) {
        return resource.getProtocol().equals("file")
            ? Path.of(resource.toURI())
            : unpacked(resource);
      }
    } catch (URISyntaxException e) {
      throw new ExtensionConfigurationException("mlsim: cannot read [" + resource + "]", e);
    }
    throw new ExtensionConfigurationException(
        "mlsim: there is no ["
            + name
            + "]: neither a file in ["
            + Path.of("").toAbsolutePath()
            + "] nor a resource beside ["
            + test.getRequiredTestClass().getName()
            + "]; record one by -Dmlsim.record="
            + name);
  }

  /** One that comes in a jar is laid beside the pages. */
  private static Path unpacked(URL resource) {
    String path = resource.getPath();
    Path file = StoryFiles.directory().resolve(path.substring(path.lastIndexOf('/') + 1));
    try (InputStream content = resource.openStream()) {
      Files.createDirectories(StoryFiles.directory());
      Files.write(file, content.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot read [" + resource + "]", e);
    }
  }

  private static Path page(ExtensionContext test) {
    Path story = StoryFiles.file(test.getUniqueId());
    return story.resolveSibling(
        story.getFileName().toString().replaceFirst("\\.html$", ".parity.html"));
  }

  private static void write(Path page, ParityReport report) {
    try {
      Files.createDirectories(StoryFiles.directory());
      Files.writeString(page, report.page());
    } catch (IOException e) {
      throw new UncheckedIOException("mlsim: cannot write the page [" + page + "]", e);
    }
  }

  @Override
  public void beforeTestExecution(ExtensionContext test) {
    boolean looksItself =
        Arrays.asList(test.getRequiredTestMethod().getParameterTypes())
            .contains(ParityReport.class);
    if (!looksItself) {
      try {
        report(test).verify();
      } catch (AssertionError e) {
        throw new AssertionError(e.getMessage() + "\n  page " + page(test).toUri(), e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == ParityReport.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return report(test);
  }

  private static ParityReport report(ExtensionContext test) {
    return requireNonNull(
        test.getStore(OURS).get(ParityReport.class, ParityReport.class), "not a @Parity test");
  }
}
