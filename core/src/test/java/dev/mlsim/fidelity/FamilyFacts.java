package dev.mlsim.fidelity;

import dev.mlsim.service.Caveat;
import dev.mlsim.service.FamilyDeclaration;
import dev.mlsim.service.Handler;
import dev.mlsim.service.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the ledger of a family says, counted.
 *
 * @param service its service
 * @param family its declaration
 * @param withoutEffect by operation, members of inputs that change nothing
 * @param neverShown by operation, members of outputs that are never there
 * @param neverRaised by operation, errors of the model that only a fault rule throws
 */
record FamilyFacts(
    Service service,
    FamilyDeclaration family,
    Map<String, List<String>> withoutEffect,
    Map<String, List<String>> neverShown,
    Map<String, List<String>> neverRaised) {

  static FamilyFacts of(Service service, String name, Packages packages) {
    FamilyDeclaration family = service.family(name);
    FamilyWords words = FamilyWords.of(service, family, packages);
    SilentMembers inputs = new SilentMembers(service, family, words.withReaders(family));
    SilentMembers outputs = new SilentMembers(service, family, words);
    UnraisedErrors errors = new UnraisedErrors(service, words);
    Map<String, List<String>> neverRaised = new LinkedHashMap<>();
    family
        .operations()
        .forEach(
            (operation, handler) ->
                neverRaised.put(
                    operation,
                    errors.of(service.contract().operation(operation).orElseThrow(), handler)));
    return new FamilyFacts(
        service, family, inputs.withoutEffect(), outputs.neverShown(), neverRaised);
  }

  /** How AWS calls the service. */
  String title() {
    return service.contract().serviceId();
  }

  List<Caveat> caveats(Caveat.Kind kind) {
    return family.caveats().stream().filter(caveat -> caveat.kind() == kind).toList();
  }

  /** Those about an operation, or about the type that it is about. */
  int caveats(Caveat.Kind kind, String operation, Handler handler) {
    String type = handler.type().map(t -> t.name()).orElse(operation);
    return (int)
        caveats(kind).stream()
            .map(caveat -> caveat.about().split("[.]", 2)[0])
            .filter(about -> about.equals(operation) || about.equals(type))
            .count();
  }

  int constraints() {
    return family.operations().keySet().stream()
        .mapToInt(name -> ModelConstraints.of(service.contract().operation(name).orElseThrow()))
        .sum();
  }

  int conditions() {
    return family.operations().values().stream().mapToInt(h -> h.preconditions().size()).sum();
  }

  static int size(Map<String, List<String>> silent) {
    return silent.values().stream().mapToInt(List::size).sum();
  }
}
