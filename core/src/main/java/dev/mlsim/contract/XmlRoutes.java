package dev.mlsim.contract;

import static java.util.Comparator.comparingInt;

import dev.mlsim.wire.WireRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a request of restXml calls: the operation whose method and path fit and which asks for
 * most of what is in the query and the headers.
 *
 * <p>A parameter without a value names a part of a resource, such as {@code ?acl}: an operation
 * that doesn't know it is never meant.
 */
final class XmlRoutes {
  private static final int BOUND_TWICE = 2;

  private XmlRoutes() {}

  /** The operations, the most demanding first. */
  static List<Operation> sorted(Contract contract) {
    List<Operation> sorted = new ArrayList<>(contract.operations().values());
    sorted.sort(comparingInt(XmlRoutes::demands).reversed());
    return sorted;
  }

  private static int demands(Operation operation) {
    int demands = BOUND_TWICE * operation.template().query().size();
    return demands + (int) required(operation).stream().count();
  }

  private static List<Member> required(Operation operation) {
    return operation.input().stream()
        .flatMap(input -> input.members().stream())
        .filter(Member::required)
        .filter(m -> m.location() == Location.QUERY || m.location() == Location.HEADER)
        .toList();
  }

  static Optional<Operation> route(Contract contract, WireRequest request) {
    if (BucketHost.isUnlike(contract, request)) {
      return Optional.empty();
    }
    String whole = BucketHost.path(contract, request);
    List<String> path = UriTemplate.split(Percent.pathOnly(whole));
    Map<String, List<String>> query;
    try {
      query = Percent.query(whole);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
    for (Operation operation : contract.routes()) {
      if (operation.method().equals(request.method())
          && operation.template().matches(path)
          && fits(operation, query, request)) {
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  private static boolean fits(
      Operation operation, Map<String, List<String>> query, WireRequest request) {
    for (Map.Entry<String, String> literal : operation.template().query().entrySet()) {
      List<String> sent = query.getOrDefault(literal.getKey(), List.of());
      if (sent.isEmpty() || !(literal.getValue().isEmpty() || sent.contains(literal.getValue()))) {
        return false;
      }
    }
    for (Member member : required(operation)) {
      boolean has =
          member.location() == Location.QUERY
              ? query.containsKey(member.locationName())
              : request.header(member.locationName()).isPresent();
      if (!has) {
        return false;
      }
    }
    return knows(operation, query);
  }

  private static boolean knows(Operation operation, Map<String, List<String>> query) {
    Set<String> known = new HashSet<>(operation.template().query().keySet());
    operation.input().stream()
        .flatMap(input -> input.members().stream())
        .filter(member -> member.location() == Location.QUERY)
        .forEach(member -> known.add(member.locationName()));
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      if (parameter.getValue().contains("") && !known.contains(parameter.getKey())) {
        return false;
      }
    }
    return true;
  }
}
