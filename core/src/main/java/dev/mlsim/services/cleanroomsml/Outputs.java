package dev.mlsim.services.cleanroomsml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.World;
import java.util.Locale;
import java.util.Optional;

/**
 * What jobs write, at the documented place: {@code {destination}/{collaboration}/{model
 * name}/{account of the caller}/{job name}}. Jobs of one name so overwrite each other's output. The
 * content is made up from the seed.
 */
final class Outputs {
  /** An attribute of mlsim's own: settled at the start, whatever becomes of the configuration. */
  static final String LOCATION = "mlsimOutputLocation";

  private Outputs() {}

  static void note(Call call, ObjectNode attributes, Resource model) {
    Optional<String> destination = Members.destination(call);
    Optional<Membership> membership = Reach.membership(call);
    if (destination.isPresent() && membership.isPresent()) {
      attributes.put(
          LOCATION,
          String.join(
              "/",
              destination.get(),
              membership.get().collaboration(),
              model.name(),
              call.caller().id(),
              attributes.path("name").asText()));
    }
  }

  private static String location(Resource job) {
    return job.attributes().path(LOCATION).asText();
  }

  static void writeArchive(Resource job, World world, String file) {
    world.objects().put(location(job) + "/" + file, "mlsim " + world.chance().hex(32) + "\n");
  }

  /** One line a record, one file a file of the channel, named as batch transform names them. */
  static void writeInference(Resource job, World world) {
    JsonNode channel =
        world
            .registry()
            .byArn(job.attributes().path("dataSource").path(InputChannels.ARN).asText())
            .<JsonNode>map(Resource::attributes)
            .orElseThrow();
    int files = channel.path("numberOfFiles").asInt();
    int records = channel.path("numberOfRecords").asInt();
    boolean json =
        job.attributes().path("outputConfiguration").path("accept").asText().contains("json");
    for (int file = 0; file < files; file++) {
      int lines = records / files + (file < records % files ? 1 : 0);
      StringBuilder text = new StringBuilder(lines * 24);
      for (int i = 0; i < lines; i++) {
        String score = String.format(Locale.ROOT, "%.4f", world.chance().fraction());
        text.append(json ? "{\"prediction\": " + score + "}" : score).append('\n');
      }
      String name = String.format(Locale.ROOT, "/part-%05d.csv.out", file);
      world.objects().put(location(job) + name, text.toString());
    }
  }
}
