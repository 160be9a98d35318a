package dev.mlsim.services.sagemaker.humanreview;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.OWN_ROLE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Precondition;
import dev.mlsim.service.ServiceError;
import dev.mlsim.service.TypeRef;
import java.util.List;

/** RenderUiTemplate: a page as a worker would see it, before anybody does. */
final class RenderUiTemplate implements Handler {
  private static final TypeRef PAGE = TypeRef.to("human-task-ui", NOT_FOUND);
  private static final String ARN = "HumanTaskUiArn";
  private static final String INPUT = "Task.Input";

  private static final List<Precondition> RULES =
      List.of(
          Precondition.oneOf(VALIDATION, "UiTemplate", ARN),
          Precondition.unless(
              call -> Documents.parsed(call.text(INPUT).orElse("")).isPresent(),
              "the task's input is JSON",
              VALIDATION,
              "Task.Input must be a valid JSON object."),
          OWN_ROLE,
          new Precondition("the human task UI exists", NOT_FOUND, RenderUiTemplate::content));

  @Override
  public ObjectNode answer(Call call) {
    RULES.forEach(rule -> rule.check().verify(call));
    ObjectNode task = Documents.empty();
    task.set("input", Documents.parsed(call.text(INPUT).orElse("")).orElseGet(Documents::empty));
    ObjectNode answer = Documents.empty().put("RenderedContent", "");
    ArrayNode errors = answer.putArray("Errors");
    try {
      String region = call.world().account().region();
      answer.put("RenderedContent", LiquidTemplate.render(content(call), task, region));
    } catch (LiquidError e) {
      errors.addObject().put("Code", e.code()).put("Message", e.text());
    }
    return answer;
  }

  private static String content(Call call) {
    return call.text(ARN)
        .map(arn -> content(call, arn))
        .orElseGet(() -> call.text("UiTemplate.Content").orElse(""));
  }

  private static String content(Call call, String arn) {
    if (FlowRules.isAmazons(arn)) {
      throw new ServiceError(
          "NotSimulated",
          "mlsim: the page of ["
              + arn
              + "] is Amazon's, and not simulated; pages of the account are");
    }
    return call.world()
        .registry()
        .byArn(PAGE, arn)
        .map(page -> page.notes().path(HumanTaskUis.CONTENT))
        .map(JsonNode::asText)
        .orElseThrow(
            () -> new ServiceError(NOT_FOUND, "Could not find human task UI " + arn + "."));
  }

  @Override
  public String kind() {
    return "render";
  }

  @Override
  public List<Precondition> preconditions() {
    return RULES;
  }

  static void declare(Family family) {
    family
        .operation("RenderUiTemplate", new RenderUiTemplate())
        .judged(
            "rendering-errors",
            "RenderUiTemplate",
            "A template with an error has one entry of Errors and no content; the codes and texts"
                + " of the entries, and that a task's input which isn't JSON is a"
                + " ValidationException.")
        .differs(
            "liquid",
            "RenderUiTemplate",
            "Of Liquid the tags and filters that the developer guide uses and a few more are"
                + " simulated; another one is an entry of Errors that says so. Links of"
                + " grant_read_access carry no signature, and crowd elements aren't looked at.");
  }
}
