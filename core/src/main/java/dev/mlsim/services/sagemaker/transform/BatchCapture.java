package dev.mlsim.services.sagemaker.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mlsim.json.Json;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.objects.S3Folder;
import dev.mlsim.service.World;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * What a transform job captures for monitoring, as the developer guide has it ("Capture data from
 * batch transform job"): a manifest of what it read and one of what it wrote, by hour.
 */
final class BatchCapture {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu/MM/dd/HH", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BatchCapture() {}

  /** Captures what the job has done, if it is told to. */
  static void write(Resource job, World world) {
    String to = job.attributes().path("DataCaptureConfig").path("DestinationS3Uri").asText();
    if (!to.isEmpty()) {
      JsonNode output = job.attributes().path("TransformOutput").path("S3OutputPath");
      manifest(job, to, "input", TransformOutput.input(job.attributes()), world);
      manifest(job, to, "output", output.asText(), world);
    }
  }

  private static void manifest(Resource job, String to, String side, String of, World world) {
    List<String> objects = world.objects().list(of);
    ArrayNode manifest = JsonNodeFactory.instance.arrayNode();
    manifest.addObject().put("prefix", of);
    objects.forEach(object -> manifest.add(object.substring(of.length())));
    world.write(
        job,
        S3Folder.of(to)
            + side
            + "/"
            + HOUR.format(world.now())
            + "/"
            + world.chance().uuid()
            + ".json",
        Json.text(manifest));
  }
}
