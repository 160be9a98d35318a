package dev.mlsim.services.sagemaker.studio;

import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.IN_USE;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.NOT_FOUND;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Precondition;
import java.util.List;
import java.util.Optional;

/** How an image of one's own is run as an app: a document that apps refer to by its name. */
final class AppImageConfigs {
  private static final List<String> CONFIGS =
      List.of("KernelGatewayImageConfig", "JupyterLabAppImageConfig", "CodeEditorAppImageConfig");

  private static final Precondition ONE =
      Precondition.unless(
          call -> CONFIGS.stream().filter(call::has).count() <= 1,
          "one configuration at most",
          VALIDATION,
          "Only one of " + String.join(", ", CONFIGS) + " can be specified.");

  private static final Precondition USER =
      Precondition.of("root or the user 1000 of the group 100", VALIDATION, AppImageConfigs::user);

  private AppImageConfigs() {}

  static void declare(Family family) {
    family
        .resource("AppImageConfig")
        .requires(ONE, USER)
        .requires("Update", ONE, USER)
        .changing(AppImageConfigs::replace)
        .filter("ModifiedTimeAfter", Modified::after)
        .filter("ModifiedTimeBefore", Modified::before)
        .missing(NOT_FOUND, "AppImageConfig [{arn}] does not exist.")
        .duplicate(IN_USE, Studio.DOUBLED)
        .judgedWords("not found")
        .judged(
            "app-image-config-rules",
            "CreateAppImageConfig.ValidationException",
            "Two configurations in one, and other users of the file system than 0 of 0 and 1000 of"
                + " 100, are refused; the words are ours.")
        .judged(
            "app-image-config-in-use",
            "DeleteAppImageConfig",
            "One can be deleted while a domain refers to it.");
  }

  private static Optional<String> user(Call call) {
    for (String config : CONFIGS) {
      Optional<JsonNode> files = call.at(config + ".FileSystemConfig");
      if (files.isPresent()) {
        int uid = files.get().path("DefaultUid").asInt(1_000);
        int gid = files.get().path("DefaultGid").asInt(100);
        boolean known = (uid == 0 && gid == 0) || (uid == 1_000 && gid == 100);
        if (!known) {
          return Optional.of(
              "DefaultUid "
                  + uid
                  + " and DefaultGid "
                  + gid
                  + " are not supported together. Use 0 and 0, or 1000 and 100.");
        }
      }
    }
    return Optional.empty();
  }

  /** A configuration that is given takes the place of the one before. */
  private static Resource replace(Call call, Resource config) {
    Resource changed = config;
    for (String member : CONFIGS) {
      Optional<JsonNode> given = Documents.at(call.input(), member);
      if (given.isPresent()) {
        changed = changed.with(member, given.get());
      }
    }
    return changed;
  }
}
