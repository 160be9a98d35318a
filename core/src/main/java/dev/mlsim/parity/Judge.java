package dev.mlsim.parity;

import dev.mlsim.contract.Answer;
import dev.mlsim.contract.Operation;
import dev.mlsim.json.Json;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds one answer against the other: agreement, difference, or nothing that can be known. */
final class Judge {
  private static final Set<String> OF_THE_ACCOUNT =
      Set.of(
          "AccessDeniedException",
          "AccessDenied",
          "UnrecognizedClientException",
          "ExpiredTokenException",
          "ResourceLimitExceeded",
          "ServiceQuotaExceededException",
          "LimitExceededException");
  private static final Set<String> PRESENT =
      Set.of(
          "ResourceInUse",
          "ResourceInUseException",
          "ResourceAlreadyExistsException",
          "ConflictException");

  private final Bindings bindings;
  private final Statuses statuses;

  Judge(Bindings bindings, Statuses statuses) {
    this.bindings = bindings;
    this.statuses = statuses;
  }

  /** What came of a call that was answered there and here. */
  Replayed compare(RecordedAttempt attempt, Service service, Operation operation, Answer here) {
    if (attempt.succeeded() && here.isError()) {
      return refusedHere(attempt, here);
    }
    if (!attempt.succeeded()) {
      return isOlder(service, attempt) && !here.isError()
          ? notMade(attempt)
          : refusedThere(attempt, here);
    }
    boolean creates =
        service.handler(operation.name()).filter(h -> h.kind().equals("create")).isPresent();
    if (creates) {
      bindings.made(attempt.input());
      bindings.made(attempt.output());
    }
    List<Difference> differences =
        operation
            .output()
            .map(shape -> Comparison.of(attempt, shape, here.output(), bindings, statuses))
            .orElse(List.of());
    boolean searches = attempt.operation().matches("(List|Search).*");
    return searches && !differences.isEmpty() && bindings.namesUnknown(Json.text(attempt.input()))
        ? Replayed.not(
            attempt, Verdict.UNKNOWN, "it looks for words that the recording has tokens for")
        : Replayed.of(attempt, differences);
  }

  private Replayed refusedHere(RecordedAttempt attempt, Answer here) {
    if (bindings.namesUnknown(here.message()) || isAbsentHereAlone(attempt, here)) {
      return notMade(attempt);
    }
    boolean partly = attempt.leftOut().stream().anyMatch(path -> path.startsWith("in."));
    if (partly && here.code().startsWith("Validation")) {
      return Replayed.not(
          attempt,
          Verdict.UNKNOWN,
          "parts of its input were left out of the recording: " + attempt.leftOut());
    }
    return Replayed.of(
        attempt,
        List.of(
            new Difference(
                Kind.STATUS,
                attempt,
                "$",
                String.valueOf(attempt.status()),
                here.status() + " " + here.code() + ": " + here.message())));
  }

  private static Replayed notMade(RecordedAttempt attempt) {
    return Replayed.not(
        attempt,
        Verdict.UNKNOWN,
        "it is about something that wasn't made in the recording, or not here");
  }

  /** Whether AWS has what it names already, from before the recording. */
  private boolean isOlder(Service service, RecordedAttempt attempt) {
    return saysPresent(attempt.code(), attempt.message())
        && service
            .handler(attempt.operation())
            .filter(handler -> handler.kind().equals("create"))
            .flatMap(Handler::type)
            .flatMap(type -> attempt.asked(type.nameMember()))
            .filter(bindings::namesUnknown)
            .isPresent();
  }

  private boolean isAbsentHereAlone(RecordedAttempt attempt, Answer here) {
    return saysAbsent(here.code(), here.message())
        && !saysAbsent(attempt.code(), attempt.message())
        && bindings.namesUnknown(Json.text(attempt.input()));
  }

  /** Whether an error says that what is to be made is there already, or is in use. */
  static boolean saysPresent(String code, String message) {
    return PRESENT.contains(code) || message.contains("already");
  }

  /** Whether an error says that what is asked for isn't there. */
  static boolean saysAbsent(String code, String message) {
    return code.contains("NotFound")
        || message.contains("ould not find")
        || message.contains("not found")
        || message.contains("does not exist");
  }

  private Replayed refusedThere(RecordedAttempt attempt, Answer here) {
    String aws = attempt.status() + " " + attempt.code() + ": " + attempt.message();
    if (OF_THE_ACCOUNT.contains(attempt.code()) && !here.code().equals(attempt.code())) {
      return Replayed.not(
          attempt, Verdict.UNKNOWN, "the account's own permissions or quotas refused it: " + aws);
    }
    if (isAbsentHereAlone(attempt, here)) {
      return notMade(attempt);
    }
    List<Difference> differences = new ArrayList<>();
    if (!here.isError()) {
      differences.add(
          new Difference(Kind.STATUS, attempt, "$", aws, String.valueOf(here.status())));
      return Replayed.of(attempt, differences);
    }
    if (!attempt.code().equals(here.code())) {
      differences.add(new Difference(Kind.CODE, attempt, "$", attempt.code(), here.code()));
    } else if (attempt.status() != here.status()) {
      differences.add(
          new Difference(Kind.STATUS, attempt, "$", aws, String.valueOf(here.status())));
    }
    if (!Messages.agree(attempt.message(), here.message())) {
      differences.add(
          new Difference(Kind.MESSAGE, attempt, "$", attempt.message(), here.message()));
    }
    return Replayed.of(attempt, differences);
  }
}
