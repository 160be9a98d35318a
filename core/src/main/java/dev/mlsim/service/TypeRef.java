package dev.mlsim.service;

import static java.util.Objects.requireNonNull;

/**
 * A type of resource, by name: {@code TypeRef.to("sagemaker:model", "ValidationException")}.
 * Families of a service know each other's types so and not by class, and whether one exists can be
 * asked without loading the family that declares it. It loads when its words are needed, as those
 * of the error for a missing one; see {@link Service#type(TypeRef)}.
 */
public sealed interface TypeRef permits ResourceType, TypeRef.Named {

  /** The name, such as {@code training-job}. */
  String name();

  /** The name in a sentence, such as {@code training job}. */
  String title();

  /** The error code for a missing one, as far as one can say without a call. */
  String missingCode();

  /** The type of that name. */
  static TypeRef to(String name, String missingCode) {
    return to(name, titleOf(name), missingCode);
  }

  /** The type of that name, where its title isn't the name with blanks. */
  static TypeRef to(String name, String title, String missingCode) {
    return new Named(name, title, missingCode);
  }

  /** The title that a name stands for where nothing else is said. */
  static String titleOf(String name) {
    return name.substring(name.indexOf(':') + 1).replace('-', ' ');
  }

  /**
   * A type that another family declares, which has to say the same of it.
   *
   * @param name its name
   * @param title its name in a sentence
   * @param missingCode the error code for a missing one
   */
  record Named(String name, String title, String missingCode) implements TypeRef {

    /** Checks that nothing is missing. */
    public Named {
      requireNonNull(name, "name");
      requireNonNull(title, "title");
      requireNonNull(missingCode, "missingCode");
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
