package dev.mlsim.services.lookoutvision;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.internal.Given;
import dev.mlsim.service.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What DetectAnomalies says of one image.
 *
 * @param isAnomalous whether the image shows an anomaly
 * @param confidence how sure the model is, from 0 to 1
 * @param areas the kinds of anomaly of a segmentation model, {@code background} first; empty for a
 *     classification model
 * @param mask the PNG in which the areas have their colours, if there is one
 */
public record Detection(
    boolean isAnomalous, double confidence, List<Area> areas, Optional<byte[]> mask) {

  /**
   * A kind of anomaly that covers a part of the image.
   *
   * @param name its label, such as {@code scratch}
   * @param part the part of the image, from 0 to 1
   * @param color its colour in the mask, such as {@code #23A436}
   */
  public record Area(String name, double part, String color) {
    /** Checks the part. */
    public Area {
      requireNonNull(name, "name");
      requireNonNull(color, "color");
      if (!(part >= 0 && part <= 1)) {
        throw new IllegalArgumentException(
            "mlsim: an area covers a part from 0 to 1, but this is [" + part + "]");
      }
    }
  }

  /** Copies, and checks the confidence. */
  public Detection {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "mlsim: a confidence is from 0 to 1, but this is [" + confidence + "]");
    }
    areas = Given.list(areas);
    mask = mask.map(byte[]::clone);
  }

  /** An image that is as it should be. */
  public static Detection normal(double confidence) {
    return new Detection(false, confidence, List.of(), Optional.empty());
  }

  /** An image that shows an anomaly. */
  public static Detection anomalous(double confidence) {
    return new Detection(true, confidence, List.of(), Optional.empty());
  }

  /** The same with one more area, as a segmentation model answers; the background comes first. */
  public Detection with(String name, double part, String color) {
    List<Area> more = new ArrayList<>(areas);
    more.add(new Area(name, part, color));
    return new Detection(isAnomalous, confidence, more, mask);
  }

  /** The same with a mask. */
  public Detection masked(byte[] png) {
    return new Detection(isAnomalous, confidence, areas, Optional.of(png));
  }

  /** As DetectAnomalies answers it. */
  public ObjectNode document() {
    ObjectNode result = Documents.empty();
    result.putObject("Source").put("Type", "direct");
    result.put("IsAnomalous", isAnomalous).put("Confidence", confidence);
    if (!areas.isEmpty()) {
      areas.forEach(
          area ->
              result
                  .withArray("Anomalies")
                  .addObject()
                  .put("Name", area.name())
                  .putObject("PixelAnomaly")
                  .put("TotalPercentageArea", area.part())
                  .put("Color", area.color()));
    }
    mask.ifPresent(png -> result.put("AnomalyMask", png));
    return result;
  }
}
