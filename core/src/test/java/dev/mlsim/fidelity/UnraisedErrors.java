package dev.mlsim.fidelity;

import dev.mlsim.contract.Operation;
import dev.mlsim.service.Create;
import dev.mlsim.service.Describe;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ListAll;
import dev.mlsim.service.Quota;
import dev.mlsim.service.Service;
import dev.mlsim.service.Trigger;
import dev.mlsim.service.Update;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Errors that the model lists for an operation, and that the simulation never answers with: nothing
 * of the declaration names them, or they are about a quota and none is asked. AWS's bad days and
 * permissions are said once for all services.
 */
final class UnraisedErrors {
  private static final Predicate<String> EVERYWHERE =
      Pattern.compile(
              "Throttl|Internal|ServiceUnavailable|AccessDenied|AccessForbidden|Unauthorized")
          .asPredicate();
  private static final Predicate<String> OF_QUOTAS =
      Pattern.compile("(Limit|Quota)Exceeded").asPredicate();

  private final Service service;
  private final FamilyWords words;

  UnraisedErrors(Service service, FamilyWords words) {
    this.service = service;
    this.words = words;
  }

  /** Those of one operation. */
  List<String> of(Operation operation, Handler handler) {
    return operation.errors().stream()
        .filter(code -> !EVERYWHERE.test(code) && !mayBe(code, handler))
        .toList();
  }

  private boolean mayBe(String code, Handler handler) {
    return code.equals(service.validationCode())
        || code.contains("NextToken") // said by the service
        || handler.kind().contains("tag")
        || handler.type().filter(type -> type.missingCode().equals(code)).isPresent()
        || handler.preconditions().stream().anyMatch(rule -> rule.code().equals(code))
        || (OF_QUOTAS.test(code) ? asksQuotas(handler) : words.raise(code));
  }

  /** Whether it does, as far as its kind of handler says. */
  private static boolean asksQuotas(Handler handler) {
    Optional<List<Quota>> asked =
        handler instanceof Create create
            ? Optional.of(create.quotas())
            : handler instanceof Trigger trigger
                ? Optional.of(trigger.quotas())
                : handler instanceof Update
                        || handler instanceof Describe
                        || handler instanceof ListAll
                    ? Optional.of(List.of())
                    : Optional.empty();
    return asked.map(quotas -> !quotas.isEmpty()).orElse(true);
  }
}
