package dev.mlsim.samples.benchmarks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.mlsim.Simulator;
import dev.mlsim.sdk.SimulatedClients;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/**
 * The same Describe by WireMock with one stub, called over the loopback by the HTTP client that the
 * SDK picks. Its journal is off, which makes it faster than most people run it.
 */
final class WireMockBenchmark {
  private static final String WIREMOCK = "WireMock";

  private WireMockBenchmark() {}

  static void run(Pace pace, Report report) {
    Simulator sim = DescribeBenchmark.world();
    List<Answer> answers = Answer.recorded(sim, SageMakerClient.builder(), DescribeBenchmark::call);
    WireMockServer server = serving(answers.get(0));
    try (var clients = SimulatedClients.of(sim);
        SageMakerClient mocked =
            Canned.keyed(SageMakerClient.builder())
                .endpointOverride(URI.create(server.baseUrl()))
                .build()) {
      SageMakerClient simulated = clients.create(SageMakerClient.class);
      Race.Result result =
          new Race(pace.tenth())
              .with(Race.MLSIM, Work.onAllThreads(() -> DescribeBenchmark.call(simulated)))
              .with(WIREMOCK, Work.onAllThreads(() -> DescribeBenchmark.call(mocked)))
              .run();
      report.cost(
          "DescribeTrainingJob by WireMock over the loopback, all threads",
          Report.time(result.nanos(WIREMOCK))
              + ", "
              + Report.ratio(result.ratio(WIREMOCK, Race.MLSIM))
              + " mlsim's");
    } finally {
      server.stop();
    }
  }

  private static WireMockServer serving(Answer answer) {
    ResponseDefinitionBuilder response =
        aResponse().withStatus(answer.head().statusCode()).withBody(answer.body().asByteArray());
    answer.head().headers().forEach((name, v) -> response.withHeader(name, v.get(0)));
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().disableRequestJournal());
    server.stubFor(
        post(urlEqualTo("/"))
            .withHeader("X-Amz-Target", containing("DescribeTrainingJob"))
            .willReturn(response));
    server.start();
    return server;
  }
}
