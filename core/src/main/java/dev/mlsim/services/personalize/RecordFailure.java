package dev.mlsim.services.personalize;

/**
 * Why a model can't answer: a batch job writes it into the record's line of the output, and goes
 * on; a call of a campaign is refused with it as {@code InvalidInputException}.
 */
public final class RecordFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with the text that the job writes. */
  public RecordFailure(String error) {
    super(error, null, false, false);
  }
}
