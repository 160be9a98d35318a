package dev.mlsim.service;

import dev.mlsim.lifecycle.Resource;
import java.util.Optional;

/** How calls name an existing resource: by its ARN, or by what tells it from others. */
final class Lookup {
  private Lookup() {}

  /** The resource whose ARN, or else whose identity, stands in the members for that. */
  static Optional<Resource> byMembers(ResourceType type, Call call) {
    Optional<String> arn = arn(type, call);
    ResourceStore registry = call.world().registry();
    return arn.isPresent()
        ? registry.byArn(type, arn.get())
        : type.key(call).flatMap(key -> registry.byKey(type, key));
  }

  /** The same, where the member of the identity may hold the ARN instead. */
  static Optional<Resource> byNameOrArn(ResourceType type, Call call) {
    return call.world().registry().find(type, mentioned(type, call));
  }

  /** What the caller wrote to name a resource of the type. */
  static String mentioned(ResourceType type, Call call) {
    return arn(type, call).or(() -> type.key(call)).orElse("");
  }

  private static Optional<String> arn(ResourceType type, Call call) {
    return type.arnMember().isEmpty() ? Optional.empty() : call.text(type.arnMember());
  }
}
