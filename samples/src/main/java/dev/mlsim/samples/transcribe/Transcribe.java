package dev.mlsim.samples.transcribe;

import dev.mlsim.contract.Contract;
import dev.mlsim.service.Family;
import dev.mlsim.service.Listing;
import dev.mlsim.service.Service;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.ServiceProvider;
import dev.mlsim.service.TagStyle;
import dev.mlsim.service.Tagging;
import java.util.List;

/** Amazon Transcribe (API of 2017-10-26), of which transcription jobs are simulated. */
public final class Transcribe implements ServiceProvider {
  static final String BAD_REQUEST = "BadRequestException";

  /** Pages have five unless the caller says otherwise: API reference, ListTranscriptionJobs. */
  private static final int PAGE = 5;

  private static final int MOST_TAGS = 200;

  @Override
  public String name() {
    return "transcribe";
  }

  @Override
  public Contract contract() {
    return Contract.beside(Transcribe.class, "transcribe.contract");
  }

  @Override
  public List<String> families() {
    return List.of("jobs");
  }

  @Override
  public void declare(Family family) {
    switch (family.name()) {
      case "jobs" -> TranscriptionJobs.declare(family);
      default -> throw family.unknown();
    }
  }

  @Override
  public void declare(Service.Builder service) {
    Tagging tagging =
        Tagging.of(
            "ResourceArn",
            MOST_TAGS,
            (call, arn) -> new ServiceError("NotFoundException", "There is no resource " + arn),
            (call, most) ->
                new ServiceError(BAD_REQUEST, "A resource can have up to " + most + " tags."));
    service
        .validationCode(BAD_REQUEST)
        .tags(TagStyle.list("Tags", "Key", "Value"))
        .listing(
            new Listing(
                PAGE, false, call -> new ServiceError(BAD_REQUEST, "The token is not valid.")))
        .operation("TagResource", tagging.add())
        .operation("UntagResource", tagging.remove("TagKeys"))
        .operation("ListTagsForResource", tagging.list())
        .judged("wording", "transcribe", "the texts of errors, except those of constraints");
  }
}
