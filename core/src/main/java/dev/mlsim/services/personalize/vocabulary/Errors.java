package dev.mlsim.services.personalize.vocabulary;

/** The codes of the errors of Personalize. */
public final class Errors {
  /** The code for a request that is wrong in itself. */
  public static final String INVALID = "InvalidInputException";

  /** The code for what isn't there. */
  public static final String NOT_FOUND = "ResourceNotFoundException";

  /** The code for a second one of a name. */
  public static final String EXISTS = "ResourceAlreadyExistsException";

  /** The code for what goes beyond a quota. */
  public static final String LIMIT = "LimitExceededException";

  /** The code for what the status of a resource doesn't allow. */
  public static final String IN_USE = "ResourceInUseException";

  /** The code for more tags than a resource can have. */
  public static final String TOO_MANY_TAGS = "TooManyTagsException";

  private Errors() {}
}
