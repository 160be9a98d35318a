package dev.mlsim.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldestJUnitTest {
  @TempDir Path folder;

  @Test
  void the_junit_of_this_build_is_young_enough() {
    assertThat(OldestJUnit.refusal(getClass().getClassLoader())).isEmpty();
  }

  @Test
  void an_older_one_is_refused_in_words() throws IOException {
    try (URLClassLoader old = withOldLock()) {
      assertThat(OldestJUnit.refusal(old))
          .hasValueSatisfying(
              refusal ->
                  assertThat(refusal)
                      .startsWith("mlsim: JUnit Jupiter [")
                      .contains(
                          "] is too old for @MlSimulator", "the oldest that works is 5.12.2"));
    }
  }

  @Test
  void a_run_without_jupiter_is_none_of_its_business() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(OldestJUnit.refusal(empty)).isEmpty();
    }
  }

  /** JUnit 5.11's annotation, as far as it matters: it has no providers. */
  private URLClassLoader withOldLock() throws IOException {
    Path source = folder.resolve("ResourceLock.java");
    Files.writeString(
        source,
        "package org.junit.jupiter.api.parallel; public @interface ResourceLock { String value(); }");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(InputStream.nullInputStream(), null, null, "-d", folder.toString(), "" + source);
    assertThat(compiled).isZero();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
  }
}
