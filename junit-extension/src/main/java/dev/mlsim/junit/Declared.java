package dev.mlsim.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Where a test can be declared, from the outermost enclosing class to the method.
 *
 * @param classes the classes, the test's own last
 * @param method the method, if there is one
 */
record Declared(List<Class<?>> classes, Optional<Method> method) {

  static Declared in(ExtensionContext context) {
    // JUnit 5.12 knows no enclosing classes of a repeated or parameterized test; their contexts do.
    Set<Class<?>> inward = new LinkedHashSet<>();
    context.getParent().ifPresent(outer -> inward.addAll(in(outer).classes));
    context.getTestClass().ifPresent(inward::add);
    return new Declared(List.copyOf(inward), context.getTestMethod());
  }

  /** The same without the method. */
  Declared classesOnly() {
    return new Declared(classes, Optional.empty());
  }

  /** The same with the classes up to one of them. */
  Declared upTo(Class<?> last) {
    return new Declared(classes.subList(0, classes.indexOf(last) + 1), Optional.empty());
  }

  /** What is inside of one of the classes. */
  Declared within(Class<?> outer) {
    return new Declared(classes.subList(classes.indexOf(outer) + 1, classes.size()), method);
  }

  /** Every place, the outermost first. */
  List<AnnotatedElement> places() {
    List<AnnotatedElement> places = new ArrayList<>(classes);
    method.ifPresent(places::add);
    return places;
  }

  /** Each declaration of that kind, the outermost first. */
  <A extends Annotation> List<A> all(Class<A> type) {
    List<A> found = new ArrayList<>();
    for (AnnotatedElement place : places()) {
      AnnotationSupport.findAnnotation(place, type).ifPresent(found::add);
    }
    return found;
  }

  /** The test's name in a message. */
  @Override
  public String toString() {
    Class<?> own = classes.get(classes.size() - 1);
    String name = own.getName().substring(own.getPackageName().length());
    name = name.startsWith(".") ? name.substring(1) : name;
    return name + method.map(m -> "." + m.getName()).orElse("");
  }
}
