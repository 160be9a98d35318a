package dev.mlsim.sdk.sagemaker;

import dev.mlsim.Simulator;
import dev.mlsim.fixtures.Jobs;
import dev.mlsim.sdk.SimulatedClients;
import dev.mlsim.sdk.hostile.Door;
import dev.mlsim.sdk.hostile.Misdeed;
import dev.mlsim.services.sagemaker.ContainerLogs;
import dev.mlsim.services.sagemaker.Label;
import dev.mlsim.services.sagemaker.Labels;
import dev.mlsim.services.sagemaker.MonitoringRuns;
import dev.mlsim.services.sagemaker.TrainingMetrics;
import dev.mlsim.services.sagemakera2iruntime.HumanLoops;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;
import software.amazon.awssdk.services.sagemaker.model.TrainingInputMode;
import software.amazon.awssdk.services.sagemakera2iruntime.SageMakerA2IRuntimeClient;

/** Where functions are handed to jobs, schedules and the people who are asked. */
@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
public final class SageMakerDoors {
  private static final String OF = "dev.mlsim.services.sagemaker.";
  private static final Duration DAY = Duration.ofDays(1);

  private SageMakerDoors() {}

  /** All of them. */
  public static List<Door> all() {
    return List.of(
        trained("JobMetrics#reports", "reports(auc, function)", SageMakerDoors::reports),
        trained("ContainerLog#prints", "prints(function)", SageMakerDoors::prints),
        new Door(
            OF + "JobLabels#are",
            "are(...) of the labels",
            Door.Manner.OUTSIDE_IN_TIME,
            SageMakerDoors::labelled),
        new Door(
            OF + "ScheduledRuns#violates",
            "violates(...) of the schedule",
            Door.Manner.OUTSIDE_IN_TIME,
            SageMakerDoors::monitored),
        new Door(
            "dev.mlsim.services.sagemakera2iruntime.HumanLoops#answers",
            "answers of human loop",
            Door.Manner.OUTSIDE_IN_TIME,
            SageMakerDoors::looped));
  }

  private static void reports(Simulator sim, Misdeed misdeed) {
    sim.setup(TrainingMetrics.class).job("*").reports("auc", run -> misdeed.gives(0.9));
  }

  private static void prints(Simulator sim, Misdeed misdeed) {
    sim.setup(ContainerLogs.class)
        .of("training-job", "*")
        .prints(run -> misdeed.gives(List.of("auc=0.9")));
  }

  private static String name(Simulator sim) {
    return "churn-" + sim.clock().now().toEpochMilli();
  }

  private static Door trained(String name, String given, BiConsumer<Simulator, Misdeed> handIn) {
    return new Door(
        OF + name,
        given,
        Door.Manner.COMPUTES_IN_TIME,
        () -> {
          Simulator sim = Simulator.create();
          SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
          return new Door.Scene(
              sim,
              misdeed -> handIn.accept(sim, misdeed),
              () -> {
                String job = name(sim);
                sageMaker.createTrainingJob(
                    Jobs.job(
                        job,
                        r ->
                            r.algorithmSpecification(
                                a ->
                                    a.trainingImage(
                                            "123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:7")
                                        .trainingInputMode(TrainingInputMode.FILE)
                                        .metricDefinitions(
                                            m -> m.name("auc").regex("auc=([0-9.]+)")))));
                sim.clock().advance(DAY);
                Jobs.describe(sageMaker, job);
              });
        });
  }

  private static Door.Scene labelled() {
    Simulator sim = Simulator.create();
    SageMakerClient sageMaker = SimulatedClients.of(sim).create(SageMakerClient.class);
    Labeled.hire(sageMaker);
    sim.objects().put(Labeled.MANIFEST, "{\"source-ref\": \"s3://hearts/1.png\"}\n");
    return new Door.Scene(
        sim,
        misdeed -> sim.setup(Labels.class).job("*").are(object -> misdeed.gives(Label.of(1))),
        () -> {
          sageMaker.createLabelingJob(Labeled.job(name(sim)).build());
          sim.clock().advance(DAY);
        });
  }

  private static Door.Scene monitored() {
    Simulator sim = Simulator.create();
    Monitored monitored = new Monitored(sim, SimulatedClients.of(sim));
    monitored.endpoint("churn");
    monitored.schedule("hourly", "churn", "cron(0 * ? * * *)");
    return new Door.Scene(
        sim,
        misdeed ->
            sim.setup(MonitoringRuns.class)
                .schedule("hourly")
                .hasData()
                .violates(run -> misdeed.gives(List.of())),
        () -> sim.clock().advance(Duration.ofHours(2)));
  }

  private static Door.Scene looped() {
    Simulator sim = Simulator.create();
    SimulatedClients clients = SimulatedClients.of(sim);
    SageMakerClient sageMaker = clients.create(SageMakerClient.class);
    SageMakerA2IRuntimeClient a2i = clients.create(SageMakerA2IRuntimeClient.class);
    String ui =
        sageMaker
            .createHumanTaskUi(
                r -> r.humanTaskUiName("page").uiTemplate(t -> t.content("<crowd-form/>")))
            .humanTaskUiArn();
    sageMaker.createFlowDefinition(
        r ->
            r.flowDefinitionName("review")
                .roleArn("arn:aws:iam::123456789012:role/Review")
                .outputConfig(o -> o.s3OutputPath("s3://reviews/out/"))
                .humanLoopConfig(
                    h ->
                        h.humanTaskUiArn(ui)
                            .workteamArn(
                                "arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default")
                            .taskTitle("Check")
                            .taskDescription("Is it so?")
                            .taskCount(1)));
    sim.clock().advance(Duration.ofMinutes(1));
    return new Door.Scene(
        sim,
        misdeed -> sim.setup(HumanLoops.class).answers("review", task -> misdeed.gives("{}")),
        () -> {
          a2i.startHumanLoop(
              r ->
                  r.humanLoopName(name(sim))
                      .flowDefinitionArn(
                          "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review")
                      .humanLoopInput(i -> i.inputContent("{}")));
          sim.clock().advance(DAY);
        });
  }
}
