package dev.mlsim.samples.lookoutvision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lookoutvision.LookoutVisionClient;
import software.amazon.awssdk.services.lookoutvision.model.DetectAnomalyResult;
import software.amazon.awssdk.services.lookoutvision.model.ModelDescription;
import software.amazon.awssdk.services.lookoutvision.model.ModelStatus;

/**
 * Production code as a team would have it: a hosted model costs by the hour, so it is hosted only
 * while a lot is inspected, and stopped however that ends. It polls with its own {@code
 * Thread.sleep}, as most code does, and knows nothing of a simulator.
 */
public final class LotInspection {
  private static final Logger LOG = LoggerFactory.getLogger(LotInspection.class);

  private final LookoutVisionClient lookout;
  private final String project;
  private final String version;
  private final Duration poll;
  private final int polls;

  /** Makes the inspection by the project's model of that version, which it gives half an hour. */
  public LotInspection(LookoutVisionClient lookout, String project, String version) {
    this(lookout, project, version, Duration.ofSeconds(15), 120);
  }

  /**
   * Makes the inspection.
   *
   * @param poll how long to wait between two looks at the model
   * @param polls how often to look before giving up
   */
  public LotInspection(
      LookoutVisionClient lookout, String project, String version, Duration poll, int polls) {
    this.lookout = lookout;
    this.project = project;
    this.version = version;
    this.poll = poll;
    this.polls = polls;
  }

  /** The places in the lot of the pieces that are bad, from 0. */
  public List<Integer> inspect(List<byte[]> lot) throws InterruptedException {
    try {
      // It may be starting though no answer comes.
      lookout.startModel(r -> r.projectName(project).modelVersion(version).minInferenceUnits(1));
      awaitHosting();
      List<Integer> bad = new ArrayList<>();
      for (int piece = 0; piece < lot.size(); piece++) {
        if (look(lot.get(piece)).isAnomalous()) {
          bad.add(piece);
        }
      }
      return bad;
    } finally {
      stop();
    }
  }

  private DetectAnomalyResult look(byte[] image) {
    return lookout
        .detectAnomalies(
            r -> r.projectName(project).modelVersion(version).contentType("image/png"),
            RequestBody.fromBytes(image))
        .detectAnomalyResult();
  }

  /** A model can be stopped only once it is hosted, also if the inspection was given up before. */
  private void stop() throws InterruptedException {
    ModelStatus status;
    try {
      status = settle(ModelStatus.STARTING_HOSTING);
    } catch (SdkException unseen) {
      LOG.warn("model {} of {} is stopped unseen", version, project, unseen);
      status = ModelStatus.HOSTED;
    }
    if (status == ModelStatus.HOSTED) {
      lookout.stopModel(r -> r.projectName(project).modelVersion(version));
      settle(ModelStatus.STOPPING_HOSTING);
    }
  }

  private void awaitHosting() throws InterruptedException {
    ModelStatus status = settle(ModelStatus.STARTING_HOSTING);
    if (status != ModelStatus.HOSTED) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "model %s of %s is %s: %s",
              version,
              project,
              status,
              model().statusMessage()));
    }
  }

  /** The status after that one, or that one if the model never leaves it. */
  private ModelStatus settle(ModelStatus passing) throws InterruptedException {
    ModelStatus status = model().status();
    for (int i = 1; i < polls && status == passing; i++) {
      Thread.sleep(poll.toMillis());
      status = model().status();
    }
    LOG.info("model {} of {} is {}", version, project, status);
    return status;
  }

  private ModelDescription model() {
    return lookout
        .describeModel(r -> r.projectName(project).modelVersion(version))
        .modelDescription();
  }
}
