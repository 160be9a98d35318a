package dev.mlsim.samples.cleanroomsml;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.GetMlInputChannelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelInferenceJobResponse;
import software.amazon.awssdk.services.cleanroomsml.model.GetTrainedModelResponse;
import software.amazon.awssdk.services.cleanroomsml.model.InferenceInstanceType;
import software.amazon.awssdk.services.cleanroomsml.model.InferenceReceiverMember;
import software.amazon.awssdk.services.cleanroomsml.model.InstanceType;
import software.amazon.awssdk.services.cleanroomsml.model.ModelTrainingDataChannel;
import software.amazon.awssdk.services.cleanroomsml.model.StatusDetails;

/**
 * Production code of the member that may query: trains a partner's algorithm on the customers of
 * both, has them scored, and has the data deleted, however it ends. It knows nothing of a
 * simulator.
 */
public final class SharedScoring {
  private static final Logger LOG = LoggerFactory.getLogger(SharedScoring.class);
  private static final String ROLE = "arn:aws:iam::123456789012:role/CleanRooms";
  private static final String SHARED_CUSTOMERS =
      "SELECT t.spend, t.visits, p.segment FROM shop t JOIN partner p ON t.email = p.email";

  private final CleanRoomsMlClient rooms;
  private final String collaboration;
  private final String membership;

  /** Makes the scoring, for a membership in a collaboration. */
  public SharedScoring(CleanRoomsMlClient rooms, String collaboration, String membership) {
    this.rooms = rooms;
    this.collaboration = collaboration;
    this.membership = membership;
  }

  /**
   * Trains and scores.
   *
   * @param algorithm what the partner calls it
   * @param run what is made is called so
   * @param receiver the account of the member that gets the scores
   * @return the inference job's ARN
   * @throws IllegalStateException if something fails, and why
   */
  public String score(String algorithm, String run, String receiver) {
    String association = find(algorithm);
    rooms.putMLConfiguration(
        r ->
            r.membershipIdentifier(membership)
                .defaultOutputLocation(
                    o ->
                        o.roleArn(ROLE)
                            .destination(d -> d.s3Destination(s -> s.s3Uri("s3://scores/")))));
    Deque<Runnable> cleaning = new ArrayDeque<>();
    try {
      String channel = openChannel(association, run, cleaning);
      String model = train(association, channel, run, cleaning);
      return infer(model, channel, run, receiver);
    } finally {
      cleaning.forEach(SharedScoring::attempt); // the model before the channel
    }
  }

  private String find(String algorithm) {
    return rooms
        .listCollaborationConfiguredModelAlgorithmAssociationsPaginator(
            r -> r.collaborationIdentifier(collaboration))
        .collaborationConfiguredModelAlgorithmAssociations()
        .stream()
        .filter(association -> association.name().equals(algorithm))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody shares the algorithm " + algorithm))
        .configuredModelAlgorithmAssociationArn();
  }

  private String openChannel(String association, String run, Deque<Runnable> cleaning) {
    String arn =
        rooms
            .createMLInputChannel(
                r ->
                    r.name(run)
                        .membershipIdentifier(membership)
                        .configuredModelAlgorithmAssociations(association)
                        .retentionInDays(1)
                        .inputChannel(
                            c ->
                                c.roleArn(ROLE)
                                    .dataSource(
                                        d ->
                                            d.protectedQueryInputParameters(
                                                q ->
                                                    q.sqlParameters(
                                                        s -> s.queryString(SHARED_CUSTOMERS))))))
            .mlInputChannelArn();
    cleaning.push(
        () ->
            rooms.deleteMLInputChannelData(
                r -> r.membershipIdentifier(membership).mlInputChannelArn(arn)));
    GetMlInputChannelResponse channel =
        Patience.untilSettled(
            GetMlInputChannelResponse.class,
            () ->
                rooms.getMLInputChannel(
                    r -> r.membershipIdentifier(membership).mlInputChannelArn(arn)),
            GetMlInputChannelResponse::statusAsString);
    require(arn, channel.statusAsString(), channel.statusDetails());
    LOG.info("{} has {} records", arn, channel.numberOfRecords());
    return arn;
  }

  private String train(String association, String channel, String run, Deque<Runnable> cleaning) {
    String arn =
        rooms
            .createTrainedModel(
                r ->
                    r.name(run)
                        .membershipIdentifier(membership)
                        .configuredModelAlgorithmAssociationArn(association)
                        .resourceConfig(
                            c -> c.instanceType(InstanceType.ML_M5_XLARGE).volumeSizeInGB(30))
                        .stoppingCondition(s -> s.maxRuntimeInSeconds(4 * 3600))
                        .dataChannels(
                            ModelTrainingDataChannel.builder()
                                .channelName("customers")
                                .mlInputChannelArn(channel)
                                .build()))
            .trainedModelArn();
    cleaning.push(
        () ->
            rooms.deleteTrainedModelOutput(
                r -> r.membershipIdentifier(membership).trainedModelArn(arn)));
    GetTrainedModelResponse model =
        Patience.untilSettled(
            GetTrainedModelResponse.class,
            () ->
                rooms.getTrainedModel(r -> r.membershipIdentifier(membership).trainedModelArn(arn)),
            GetTrainedModelResponse::statusAsString);
    require(arn, model.statusAsString(), model.statusDetails());
    return arn;
  }

  private String infer(String model, String channel, String run, String receiver) {
    String arn =
        rooms
            .startTrainedModelInferenceJob(
                r ->
                    r.name(run)
                        .membershipIdentifier(membership)
                        .trainedModelArn(model)
                        .resourceConfig(c -> c.instanceType(InferenceInstanceType.ML_M5_XLARGE))
                        .dataSource(d -> d.mlInputChannelArn(channel))
                        .outputConfiguration(
                            o ->
                                o.members(
                                    InferenceReceiverMember.builder().accountId(receiver).build())))
            .trainedModelInferenceJobArn();
    GetTrainedModelInferenceJobResponse job = await(arn);
    require(arn, job.statusAsString(), job.statusDetails());
    return arn;
  }

  /** A job that nobody waits for any more must not go on costing. */
  private GetTrainedModelInferenceJobResponse await(String job) {
    try {
      return Patience.untilSettled(
          GetTrainedModelInferenceJobResponse.class,
          () ->
              rooms.getTrainedModelInferenceJob(
                  r -> r.membershipIdentifier(membership).trainedModelInferenceJobArn(job)),
          GetTrainedModelInferenceJobResponse::statusAsString);
    } catch (SdkException e) {
      attempt(
          () ->
              rooms.cancelTrainedModelInferenceJob(
                  r -> r.membershipIdentifier(membership).trainedModelInferenceJobArn(job)));
      throw e;
    }
  }

  /** ACTIVE is how a job ends well, too. */
  private static void require(String arn, String status, StatusDetails details) {
    if (!status.equals("ACTIVE")) {
      throw new IllegalStateException(
          arn + " is " + status + (details == null ? "" : ": " + details.message()));
    }
  }

  /** What can't be deleted now expires after a day. */
  private static void attempt(Runnable deletion) {
    try {
      deletion.run();
    } catch (SdkException e) {
      LOG.warn("not deleted", e);
    }
  }
}
