package dev.mlsim.services.personalize.vocabulary;

/** The codes of the errors of Personalize. */
public final class Errors {
  public static final String INVALID = "InvalidInputException";
  public static final String NOT_FOUND = "ResourceNotFoundException";
  public static final String EXISTS = "ResourceAlreadyExistsException";
  public static final String LIMIT = "LimitExceededException";
  public static final String IN_USE = "ResourceInUseException";
  public static final String TOO_MANY_TAGS = "TooManyTagsException";

  private Errors() {}
}
