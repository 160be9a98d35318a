package dev.mlsim.services.s3.vocabulary;

import dev.mlsim.service.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How names stand in listings. */
public final class Texts {
  private Texts() {}

  /** How a listing writes names: as they are, unless the call asks for them encoded. */
  public static UnaryOperator<String> encoding(Call call) {
    Optional<String> type = call.text("EncodingType");
    if (type.isEmpty()) {
      return UnaryOperator.identity();
    }
    if (!type.get().equals("url")) {
      throw Errors.invalidArgument(
          "encoding-type", type.get(), "Invalid Encoding Method specified in Request");
    }
    return name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/");
  }

  /** A token that stands for a name. */
  public static String token(String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The name that a token stands for. */
  public static String fromToken(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Errors.invalidArgument(
          "continuation-token", token, "The continuation token provided is incorrect");
    }
  }
}
