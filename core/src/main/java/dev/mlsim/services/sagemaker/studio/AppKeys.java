package dev.mlsim.services.sagemaker.studio;

import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.World;
import java.util.Locale;
import java.util.Optional;

/**
 * What tells an app from others. A name that was used before, by an app that is deleted or failed,
 * can be used again: the new one then has the other of two keys, and the old one goes.
 */
final class AppKeys {
  private static final String AGAIN = "#again";

  private AppKeys() {}

  /** The profile or the space that runs it. */
  static String owner(Call call) {
    return call.text("UserProfileName").or(() -> call.text("SpaceName")).orElse("");
  }

  /** Its type as its ARN has it. */
  static String kind(Call call) {
    return call.text("AppType").orElse("").toLowerCase(Locale.ROOT);
  }

  private static String base(Call call) {
    return Parents.id(call)
        + (call.has("SpaceName") ? "/space/" : "/user/")
        + owner(call)
        + "/"
        + kind(call)
        + "/"
        + call.text("AppName").orElse("");
  }

  /** The ARN that the app which a call names has or would have. */
  static String arn(Call call) {
    String name = call.text("AppName").orElse("");
    return call.world()
        .account()
        .arn(
            "sagemaker",
            "app/" + Parents.id(call) + "/" + owner(call) + "/" + kind(call) + "/" + name);
  }

  /** The app that a call names, be it live or not. */
  static Optional<Resource> find(Call call) {
    return find(base(call), call.world());
  }

  private static Optional<Resource> find(String base, World world) {
    return world
        .registry()
        .byKey(Parents.APP, base)
        .or(() -> world.registry().byKey(Parents.APP, base + AGAIN));
  }

  /** The key of a new one: that of one which is in its way, or a free one. */
  static String fresh(Call call) {
    String base = base(call);
    Optional<Resource> there = find(call);
    if (there.isEmpty()) {
      return base;
    }
    return Parents.isLive(there.get()) ? there.get().key() : other(there.get());
  }

  private static String other(Resource app) {
    String key = app.key();
    return key.endsWith(AGAIN) ? key.substring(0, key.length() - AGAIN.length()) : key + AGAIN;
  }
}
