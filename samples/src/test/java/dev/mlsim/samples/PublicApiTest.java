package dev.mlsim.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a comment the compiler tells (doclint); here is told where there is none. */
class PublicApiTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "core/contract-tool",
        "sdk-interceptor",
        "sdk-interceptor/suite",
        "junit-extension"
      })
  void every_public_type_and_method_is_documented(String module) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> bare = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources.filter(PublicApiTest::isApi).toList()));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Looker(docs, bare).scan(unit, null);
      }
    }

    assertThat(bare).isEmpty();
  }

  private static boolean isApi(Path source) {
    return source.toString().endsWith(".java")
        && !source.toString().contains("/engine/")
        && !source.toString().contains("/vocabulary/");
  }

  /** Walks through what users see. */
  private static final class Looker extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final List<String> bare;

    private Looker(DocTrees docs, List<String> bare) {
      this.docs = docs;
      this.bare = bare;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      if (!isSeen(type.getModifiers())) {
        return null;
      }
      look(type.getSimpleName());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      boolean inherits =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      if (isSeen(method.getModifiers()) && !inherits) {
        look(method.getName());
      }
      return null;
    }

    private boolean isSeen(ModifiersTree modifiers) {
      Tree outside = getCurrentPath().getParentPath().getLeaf();
      boolean isImplied =
          outside.getKind() == Tree.Kind.INTERFACE
              || outside.getKind() == Tree.Kind.ANNOTATION_TYPE;
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED)
          || (isImplied && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private void look(CharSequence name) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        bare.add(name + " in " + getCurrentPath().getCompilationUnit().getSourceFile().getName());
      }
    }
  }
}
