package dev.mlsim.services.sagemaker.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.TypeRef;
import dev.mlsim.service.World;
import dev.mlsim.services.sagemaker.vocabulary.SharedErrors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was captured of the traffic of an endpoint, or of transform jobs, in some hours: objects
 * under the keys of the developer guide ("Capture data"), whoever put them there. The endpoint's
 * note {@code config} is the configuration in service, and read by its name.
 */
final class CapturedData {
  private static final TypeRef ENDPOINT = TypeRef.to("endpoint", SharedErrors.VALIDATION);

  private CapturedData() {}

  static Optional<Resource> endpoint(String name, World world) {
    return world.registry().byKey(ENDPOINT, name);
  }

  /** Whether the endpoint captures what it is asked and answers. */
  static boolean captures(Resource endpoint) {
    return config(endpoint).path("EnableCapture").asBoolean();
  }

  private static JsonNode config(Resource endpoint) {
    return endpoint.notes().path("config").path("DataCaptureConfig");
  }

  /** The folder in which it is looked for, empty if it isn't known any more. */
  static String folder(Definition definition, World world) {
    String uri =
        definition.endpoint().isEmpty()
            ? definition.source().path("DataCapturedDestinationS3Uri").asText()
            : endpoint(definition.endpoint(), world)
                .map(
                    there ->
                        slashed(config(there).path("DestinationS3Uri").asText()) + there.name())
                .orElse("");
    return uri.isEmpty() ? "" : slashed(uri);
  }

  static String slashed(String uri) {
    return uri.isEmpty() ? uri : S3Folder.of(uri);
  }

  /** The objects that were captured in that time. */
  static List<String> of(Definition definition, Window window, World world) {
    List<String> found = new ArrayList<>();
    String folder = folder(definition, world);
    if (!folder.isEmpty()) {
      for (String object : world.objects().list(folder)) {
        if (Window.hourOf(object.substring(folder.length() - 1))
            .filter(window::hasHour)
            .isPresent()) {
          found.add(object);
        }
      }
    }
    return found;
  }

  /** How many records the objects have, a line each. */
  static long records(List<String> objects, World world) {
    long lines = 0;
    for (String object : objects) {
      String text =
          world
              .objects()
              .get(object)
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .orElse("");
      lines += text.lines().filter(line -> !line.isBlank()).count();
    }
    return lines;
  }
}
