package dev.mlsim.contract;

import java.util.Map;

/** The statuses of the errors every service may answer and no model has (AWS, "CommonErrors"). */
final class CommonErrors {
  /** Those that are not 400 in either protocol: awsJson, restJson. */
  private static final Map<String, int[]> STATUSES =
      Map.of(
          "AccessDeniedException", new int[] {400, 403},
          "InternalFailure", new int[] {500, 500},
          "InternalServerError", new int[] {500, 500},
          "InvalidClientTokenId", new int[] {403, 403},
          "IncompleteSignature", new int[] {400, 403},
          "MissingAuthenticationToken", new int[] {403, 403},
          "NotAuthorized", new int[] {401, 401},
          "OptInRequired", new int[] {403, 403},
          "ServiceUnavailable", new int[] {503, 503},
          "UnknownOperationException", new int[] {400, 404});

  private static final int[] BAD_REQUEST = {400, 400};

  private CommonErrors() {}

  static int status(Contract contract, String code) {
    return contract
        .error(code)
        .map(ErrorShape::status)
        .orElseGet(() -> STATUSES.getOrDefault(code, BAD_REQUEST)[column(contract.protocol())]);
  }

  private static int column(Protocol protocol) {
    return switch (protocol) {
      case AWS_JSON -> 0;
      case REST_JSON -> 1;
    };
  }
}
