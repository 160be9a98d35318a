package dev.mlsim.sdk.cleanroomsml;

import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.services.cleanroomsml.CleanRooms;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cleanroomsml.CleanRoomsMlClient;
import software.amazon.awssdk.services.cleanroomsml.model.CreateConfiguredModelAlgorithmAssociationRequest;
import software.amazon.awssdk.services.cleanroomsml.model.CreateConfiguredModelAlgorithmRequest;
import software.amazon.awssdk.services.cleanroomsml.model.CreateMlInputChannelRequest;
import software.amazon.awssdk.services.cleanroomsml.model.CreateTrainedModelRequest;
import software.amazon.awssdk.services.cleanroomsml.model.IncrementalTrainingDataChannel;
import software.amazon.awssdk.services.cleanroomsml.model.InferenceInstanceType;
import software.amazon.awssdk.services.cleanroomsml.model.InferenceReceiverMember;
import software.amazon.awssdk.services.cleanroomsml.model.InstanceType;
import software.amazon.awssdk.services.cleanroomsml.model.LogsConfigurationPolicy;
import software.amazon.awssdk.services.cleanroomsml.model.ModelTrainingDataChannel;
import software.amazon.awssdk.services.cleanroomsml.model.ProtectedQueryInputParameters;
import software.amazon.awssdk.services.cleanroomsml.model.StartTrainedModelInferenceJobRequest;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportFileType;
import software.amazon.awssdk.services.cleanroomsml.model.TrainedModelExportReceiverMember;

/** A world with one client, and the steps that lead to an inference job. */
final class Studio {
  static final String ACCOUNT = "123456789012";
  static final String PARTNER = "222233334444";
  static final String MEMBERSHIP = new UUID(0x1111111111114111L, 0x8111111111111111L).toString();
  static final String PARTNERS_MEMBERSHIP =
      new UUID(0x2222222222224222L, 0x8222222222222222L).toString();
  static final String COLLABORATION = new UUID(0x3333333333334333L, 0x8333333333333333L).toString();
  static final String OTHER_ID = new UUID(0x4444444444444444L, 0x8444444444444444L).toString();
  static final String ROLE = "arn:aws:iam::123456789012:role/CleanRooms";

  final Simulator sim = Simulator.create();
  final CleanRoomsMlClient ml = SimulatedClients.of(sim).create(CleanRoomsMlClient.class);

  /** Another member of the same collaboration, in the same world. */
  CleanRoomsMlClient partner() {
    return SimulatedClients.of(sim)
        .configure(CleanRoomsMlClient.builder())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(PARTNER, "any")))
        .build();
  }

  /** Declares a collaboration of the simulator's account and a partner, both able to do all. */
  Studio withPartner() {
    sim.setup(CleanRooms.class)
        .collaboration(COLLABORATION)
        .member(ACCOUNT, MEMBERSHIP)
        .member(PARTNER, PARTNERS_MEMBERSHIP);
    return this;
  }

  String collaboration() {
    return CleanRooms.DEFAULT_COLLABORATION;
  }

  void configureOutput() {
    ml.putMLConfiguration(
        r ->
            r.membershipIdentifier(MEMBERSHIP)
                .defaultOutputLocation(
                    o ->
                        o.roleArn(ROLE)
                            .destination(d -> d.s3Destination(s -> s.s3Uri("s3://output/ml/")))));
  }

  String algorithm() {
    return algorithm(ml, r -> {});
  }

  static String algorithm(
      CleanRoomsMlClient client, Consumer<CreateConfiguredModelAlgorithmRequest.Builder> change) {
    return client
        .createConfiguredModelAlgorithm(
            r ->
                r.name("lookalike")
                    .roleArn(ROLE)
                    .trainingContainerConfig(c -> c.imageUri("registry/train:1"))
                    .inferenceContainerConfig(c -> c.imageUri("registry/infer:1"))
                    .applyMutation(change))
        .configuredModelAlgorithmArn();
  }

  String association() {
    return association(r -> {});
  }

  /** A model of which so much may be exported. */
  String exportable(TrainedModelExportFileType files, double gigabytes) {
    String association =
        association(
            r ->
                r.privacyConfiguration(
                    c ->
                        c.policies(
                            p ->
                                p.trainedModelExports(
                                    e ->
                                        e.filesToExport(files)
                                            .maxSize(s -> s.unit("GB").value(gigabytes))))));
    return model(association, channel(association));
  }

  String association(Consumer<CreateConfiguredModelAlgorithmAssociationRequest.Builder> change) {
    String algorithm = algorithm();
    return ml.createConfiguredModelAlgorithmAssociation(
            r ->
                r.name("lookalike")
                    .membershipIdentifier(MEMBERSHIP)
                    .configuredModelAlgorithmArn(algorithm)
                    .applyMutation(change))
        .configuredModelAlgorithmAssociationArn();
  }

  static CreateMlInputChannelRequest.Builder channelOf(String association) {
    return CreateMlInputChannelRequest.builder()
        .name("customers")
        .membershipIdentifier(MEMBERSHIP)
        .configuredModelAlgorithmAssociations(association)
        .retentionInDays(7)
        .inputChannel(
            c ->
                c.roleArn(ROLE)
                    .dataSource(
                        d ->
                            d.protectedQueryInputParameters(
                                q -> q.sqlParameters(s -> s.queryString("SELECT 1")))));
  }

  /** A channel that is filled in another way. */
  static CreateMlInputChannelRequest.Builder channelOf(
      String association, Consumer<ProtectedQueryInputParameters.Builder> query) {
    return channelOf(association)
        .inputChannel(c -> c.roleArn(ROLE).dataSource(d -> d.protectedQueryInputParameters(query)));
  }

  /** A channel that is ACTIVE. */
  String channel(String association) {
    String arn = ml.createMLInputChannel(channelOf(association).build()).mlInputChannelArn();
    sim.clock().advance(Duration.ofMinutes(10));
    return arn;
  }

  static CreateTrainedModelRequest.Builder modelOf(String association, String channel) {
    return CreateTrainedModelRequest.builder()
        .name("model")
        .membershipIdentifier(MEMBERSHIP)
        .configuredModelAlgorithmAssociationArn(association)
        .resourceConfig(r -> r.instanceType(InstanceType.ML_M5_LARGE).volumeSizeInGB(10))
        .dataChannels(data("train", channel));
  }

  /** A model that is ACTIVE. */
  String model(String association, String channel) {
    String arn = ml.createTrainedModel(modelOf(association, channel).build()).trainedModelArn();
    sim.clock().advance(Duration.ofHours(1));
    return arn;
  }

  static StartTrainedModelInferenceJobRequest.Builder jobOf(String model, String channel) {
    return StartTrainedModelInferenceJobRequest.builder()
        .name("scores")
        .membershipIdentifier(MEMBERSHIP)
        .trainedModelArn(model)
        .resourceConfig(r -> r.instanceType(InferenceInstanceType.ML_M5_LARGE))
        .outputConfiguration(o -> o.members(receiver(ACCOUNT)))
        .dataSource(d -> d.mlInputChannelArn(channel));
  }

  /** All that an inference job needs, and the request for one. */
  StartTrainedModelInferenceJobRequest.Builder readyForInference() {
    configureOutput();
    String association = association();
    String channel = channel(association);
    return jobOf(model(association, channel), channel);
  }

  static InferenceReceiverMember receiver(String account) {
    return InferenceReceiverMember.builder().accountId(account).build();
  }

  static TrainedModelExportReceiverMember exportReceiver(String account) {
    return TrainedModelExportReceiverMember.builder().accountId(account).build();
  }

  static ModelTrainingDataChannel data(String name, String channel) {
    return ModelTrainingDataChannel.builder().channelName(name).mlInputChannelArn(channel).build();
  }

  /** The channel that continues an earlier model. */
  static IncrementalTrainingDataChannel earlier(String name, String model) {
    return IncrementalTrainingDataChannel.builder()
        .channelName(name)
        .trainedModelArn(model)
        .build();
  }

  static LogsConfigurationPolicy logsFor(String account) {
    return LogsConfigurationPolicy.builder().allowedAccountIds(account).build();
  }
}
