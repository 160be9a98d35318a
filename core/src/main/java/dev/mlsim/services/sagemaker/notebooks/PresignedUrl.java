package dev.mlsim.services.sagemaker.notebooks;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.TypeRef;
import java.util.List;
import java.util.Optional;

/** CreatePresignedNotebookInstanceUrl: where a notebook that is in service can be opened. */
final class PresignedUrl implements Handler {
  private static final int TOKEN = 64;
  private static final String NAME = "NotebookInstanceName";

  private final TypeRef notebooks;
  private final List<Precondition> rules;

  PresignedUrl(TypeRef notebooks) {
    this.notebooks = notebooks;
    this.rules =
        List.of(
            Precondition.exists(NAME, notebooks),
            Precondition.of("it is InService", VALIDATION, this::notInService));
  }

  private Resource notebook(Call call) {
    return call.require(notebooks, call.text(NAME).orElse(""));
  }

  private Optional<String> notInService(Call call) {
    Resource notebook = notebook(call);
    return notebook.is("InService")
        ? Optional.empty()
        : Optional.of(
            "Status ("
                + notebook.state().status()
                + ") not in ([InService]). Unable to create a presigned URL for Notebook Instance"
                + " ("
                + notebook.arn()
                + ")");
  }

  @Override
  public ObjectNode answer(Call call) {
    rules.forEach(rule -> rule.check().verify(call));
    Resource notebook = notebook(call);
    return Documents.empty()
        .put(
            "AuthorizedUrl",
            "https://"
                + notebook.name()
                + ".notebook."
                + call.world().account().region()
                + ".sagemaker.aws?authToken="
                + call.world().chance().hex(TOKEN));
  }

  @Override
  public String kind() {
    return "presign";
  }

  @Override
  public List<Precondition> preconditions() {
    return rules;
  }
}
