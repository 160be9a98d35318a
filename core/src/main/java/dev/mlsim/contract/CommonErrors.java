package dev.mlsim.contract;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statuses of the errors every service may answer and no model has (AWS, "CommonErrors"). */
final class CommonErrors {
  /** Those that are not 400 in either protocol: awsJson, restJson. */
  private static final Map<String, int[]> STATUSES =
      Map.ofEntries(
          entry("AccessDeniedException", 400, 403),
          entry("ExpiredTokenException", 400, 403),
          entry("IncompleteSignature", 400, 403),
          entry("InternalFailure", 500, 500),
          entry("InternalServerError", 500, 500),
          entry("InvalidClientTokenId", 403, 403),
          entry("InvalidSignatureException", 400, 403),
          entry("MissingAuthenticationToken", 403, 403),
          entry("NotAuthorized", 401, 401),
          entry("OptInRequired", 403, 403),
          entry("RequestTimeoutException", 408, 408),
          entry("ServiceUnavailable", 503, 503),
          entry("UnknownOperationException", 400, 404),
          entry("UnrecognizedClientException", 400, 403));

  /** These and those that are 400 in either protocol. */
  static final Set<String> CODES =
      Stream.concat(
              STATUSES.keySet().stream(),
              Stream.of(
                  "InvalidAction",
                  "RequestExpired",
                  "SerializationException",
                  "ThrottlingException",
                  "ValidationException"))
          .collect(Collectors.toUnmodifiableSet());

  private static final int[] BAD_REQUEST = {400, 400};

  private CommonErrors() {}

  private static Map.Entry<String, int[]> entry(String code, int awsJson, int restJson) {
    return Map.entry(code, new int[] {awsJson, restJson});
  }

  static int status(Contract contract, String code) {
    Optional<ErrorShape> known = contract.error(code);
    return known.isEmpty()
        ? STATUSES.getOrDefault(code, BAD_REQUEST)[column(contract.protocol())]
        : known.get().status();
  }

  private static int column(Protocol protocol) {
    return protocol == Protocol.AWS_JSON ? 0 : 1;
  }
}
