package dev.mlsim.services.cleanroomsml.custom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Draft;
import dev.mlsim.service.SeededRandom;
import dev.mlsim.service.World;
import dev.mlsim.services.cleanroomsml.Membership;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import dev.mlsim.services.cleanroomsml.OutputFile;
import dev.mlsim.services.cleanroomsml.vocabulary.Members;
import dev.mlsim.services.cleanroomsml.vocabulary.Reach;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What jobs write, at the documented place: {@code {destination}/{collaboration}/{model
 * name}/{account of the caller}/{job name}}. Jobs of one name so overwrite each other's output. The
 * content is what {@link ModelContainers} says, else made up from the seed.
 */
final class Outputs {
  /** A note, settled at the start, whatever becomes of the configuration. */
  private static final String LOCATION = "outputLocation";

  /** A note: the name of the trained model that a job is about. */
  private static final String MODEL = "modelName";

  private Outputs() {}

  static void note(Call call, Draft job, Resource model) {
    job.notes().put(MODEL, model.name());
    Optional<String> destination = Members.destination(call);
    Optional<Membership> membership = Reach.membership(call);
    if (destination.isPresent() && membership.isPresent()) {
      job.notes()
          .put(
              LOCATION,
              String.join(
                  "/",
                  destination.get(),
                  membership.get().collaboration(),
                  model.name(),
                  call.caller().id(),
                  job.attributes().path("name").asText()));
    }
  }

  private static String location(Resource job) {
    return job.notes().path(LOCATION).asText();
  }

  /** The name of the trained model that a job is about. */
  static String model(Resource job) {
    return job.notes().path(MODEL).asText();
  }

  static void writeArchive(Resource job, World world, String file) {
    OutputFile archive = new OutputFile(job.name(), model(job), location(job) + "/" + file, "", 0);
    world.write(
        job,
        archive.location(),
        world
            .setup(ModelContainers.class)
            .export(archive)
            .orElseGet(
                () -> ("mlsim " + world.chance().hex(32) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** The channel that an inference job reads. */
  static JsonNode channel(Resource job, World world) {
    return world
        .registry()
        .byArn(job.attributes().path("dataSource").path(InputChannels.ARN).asText())
        .<JsonNode>map(Resource::attributes)
        .orElseThrow();
  }

  /** One line a record, one file a file of the channel, named as batch transform names them. */
  static void writeInference(Resource job, World world) {
    JsonNode channel = channel(job, world);
    int files = channel.path("numberOfFiles").asInt();
    int records = channel.path("numberOfRecords").asInt();
    String accept = job.attributes().path("outputConfiguration").path("accept").asText();
    for (int file = 0; file < files; file++) {
      int lines = records / files + (file < records % files ? 1 : 0);
      String name = String.format(Locale.ROOT, "/part-%05d.%s.out", file, format(channel));
      OutputFile part = new OutputFile(job.name(), model(job), location(job) + name, accept, lines);
      String text =
          world
              .setup(ModelContainers.class)
              .inference(part)
              .orElseGet(() -> predictions(part, world.chance()));
      world.write(job, part.location(), text);
    }
  }

  /** In what the protected query left its result. */
  private static String format(JsonNode channel) {
    return channel
        .path("inputChannel")
        .path("dataSource")
        .path("protectedQueryInputParameters")
        .path("resultFormat")
        .asText()
        .toLowerCase(Locale.ROOT);
  }

  private static String predictions(OutputFile part, SeededRandom chance) {
    boolean json = part.accept().contains("json");
    StringBuilder text = new StringBuilder(part.records() * 24);
    for (int i = 0; i < part.records(); i++) {
      String score = String.format(Locale.ROOT, "%.4f", chance.fraction());
      text.append(json ? "{\"prediction\": " + score + "}" : score).append('\n');
    }
    return text.toString();
  }
}
