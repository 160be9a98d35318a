package dev.mlsim.services.sagemaker.studio;

import dev.mlsim.service.Call;

/** Tokens as they stand in addresses: of the form of AWS's, and good for nothing. */
final class Tokens {
  private static final String HEADER = "eyJhbGciOiJIUzI1NiJ9";
  private static final int BODY = 120;
  private static final int SIGNATURE = 43;

  private Tokens() {}

  static String jwt(Call call) {
    return HEADER
        + "."
        + call.world().chance().id(BODY)
        + "."
        + call.world().chance().id(SIGNATURE);
  }
}
