package dev.mlsim.parity;

import dev.mlsim.contract.Operation;
import dev.mlsim.recording.RecordedAttempt;
import dev.mlsim.service.Caveat;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.Service;
import java.util.ArrayList;
import java.util.List;

/** Holds the judged facts of the ledgers against what was replayed. */
final class Facts {
  private Facts() {}

  static List<Fact> of(List<Service> services, List<Replayed> replayed) {
    List<Fact> facts = new ArrayList<>();
    for (Service service : services) {
      List<Replayed> asked =
          replayed.stream()
              .filter(r -> r.call().service().equals(service.name()))
              .filter(r -> r.verdict() == Verdict.AGREES || r.verdict() == Verdict.DIFFERS)
              .toList();
      if (!asked.isEmpty()) {
        service.declarations().stream()
            .flatMap(family -> family.caveats().stream())
            .filter(caveat -> caveat.kind() == Caveat.Kind.JUDGED)
            .forEach(caveat -> add(facts, service, caveat, asked));
      }
    }
    return facts;
  }

  private static void add(List<Fact> facts, Service service, Caveat caveat, List<Replayed> asked) {
    int dot = caveat.about().indexOf('.');
    String about = dot < 0 ? caveat.about() : caveat.about().substring(0, dot);
    String part = dot < 0 ? "" : caveat.about().substring(dot + 1);
    List<Replayed> touching =
        asked.stream()
            .filter(r -> isAbout(service, r.call(), about))
            .filter(
                r ->
                    touches(service, r.call(), part)
                        || r.differences().stream().anyMatch(d -> concerns(d, part)))
            .toList();
    if (!part.isEmpty() && !touching.isEmpty()) {
      facts.add(
          new Fact(
              service.name(),
              caveat,
              touching.size(),
              touching.stream()
                  .flatMap(r -> r.differences().stream())
                  .filter(d -> concerns(d, part))
                  .toList()));
    }
  }

  private static boolean isAbout(Service service, RecordedAttempt call, String about) {
    return call.operation().equals(about)
        || service
            .handler(call.operation())
            .flatMap(Handler::type)
            .map(ResourceType::name)
            .filter(about::equals)
            .isPresent();
  }

  /**
   * A part is a member, or the code of an error; a fact without one can't be told by calls, and one
   * about a member that isn't compared can't either.
   */
  private static boolean touches(Service service, RecordedAttempt call, String part) {
    return part.equals(call.code()) || (call.output().has(part) && isCompared(service, call, part));
  }

  private static boolean isCompared(Service service, RecordedAttempt call, String part) {
    return service
        .contract()
        .operation(call.operation())
        .flatMap(Operation::output)
        .flatMap(shape -> shape.member(part))
        .filter(member -> Comparison.isCompared(member.shape()))
        .isPresent();
  }

  private static boolean concerns(Difference difference, String part) {
    return part.equals(difference.call().code()) || difference.path().startsWith("$." + part);
  }
}
