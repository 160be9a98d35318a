package dev.mlsim.services.s3.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Call;

/** Who owns everything: the account, under the canonical id that S3 knows it by. */
public final class Owners {
  private static final int LENGTH = 64;

  private Owners() {}

  /** Shows the account as a member. */
  public static void show(String member, Call call, ObjectNode output) {
    String account = call.world().account().id();
    output.putObject(member).put("ID", account + "0".repeat(LENGTH - account.length()));
  }
}
