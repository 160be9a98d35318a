package dev.mlsim.services.sagemaker.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.service.Documents;
import dev.mlsim.service.World;

/** Who made or changed something: everybody is the one user of the world's account. */
final class Users {
  private Users() {}

  static ObjectNode caller(World world) {
    ObjectNode user = Documents.empty();
    user.putObject("IamIdentity")
        .put("Arn", "arn:aws:iam::" + world.account().id() + ":user/mlsim");
    return user;
  }
}
