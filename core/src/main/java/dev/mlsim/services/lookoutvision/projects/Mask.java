package dev.mlsim.services.lookoutvision.projects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a line of a manifest says of an image's anomaly mask (developer guide, "Defining JSON lines
 * for image segmentation"): where it is, and which colour stands for which anomaly.
 *
 * @param location the mask's location; empty if the line gives none
 * @param colors the class names by colour, such as {@code #23a436}; the background is one of them
 */
record Mask(String location, Map<String, String> colors) {
  private static final String METADATA = "-ref-metadata";
  private static final String BACKGROUND = "background";

  Mask {
    colors = Collections.unmodifiableMap(new LinkedHashMap<>(colors));
  }

  /** The mask of a line, if it has one. */
  static Optional<Mask> of(JsonNode line) {
    for (Map.Entry<String, JsonNode> member : line.properties()) {
      JsonNode map = member.getValue().path("internal-color-map");
      String name = member.getKey();
      if (name.endsWith(METADATA) && map.isObject()) {
        Map<String, String> colors = new LinkedHashMap<>();
        map.forEach(
            entry ->
                colors.put(
                    entry.path("hex-color").asText().toLowerCase(Locale.ROOT),
                    entry.path("class-name").asText()));
        String reference = name.substring(0, name.length() - "-metadata".length());
        return Optional.of(new Mask(line.path(reference).asText(), colors));
      }
    }
    return Optional.empty();
  }

  /** The anomalies it shows. */
  Set<String> labels() {
    return colors.values().stream()
        .filter(label -> !label.equalsIgnoreCase(BACKGROUND))
        .collect(Collectors.toUnmodifiableSet());
  }
}
