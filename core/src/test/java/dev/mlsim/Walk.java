package dev.mlsim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.contract.Contract;
import dev.mlsim.contract.Location;
import dev.mlsim.contract.Member;
import dev.mlsim.contract.Operation;
import dev.mlsim.fault.Fault;
import dev.mlsim.service.Documents;
import dev.mlsim.services.cleanroomsml.ModelContainers;
import dev.mlsim.services.personalize.PersonalizeSetup;
import dev.mlsim.wire.WireReply;
import dev.mlsim.wire.WireRequest;
import dev.mlsim.wire.WireResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A random walk through one simulator, by calls of all services, time, and what a test can say. */
final class Walk {
  private static final Pattern ARN =
      Pattern.compile("arn:aws:[-a-z]+:[-a-z0-9]+:[0-9]+:[-a-zA-Z0-9_/.:]+(?=\")");
  private static final Pattern PLACE = Pattern.compile("\\$name|\\$arn\\(([^)]*)\\)");
  private static final List<Template> CALLS = read();
  private static final List<String> TYPES =
      List.of("training-job", "endpoint", "solution-version", "ml-input-channel");

  private final Simulator sim;
  private final NavigableSet<String> arns;
  private final List<String> seen = new ArrayList<>();

  private record Template(Operation operation, String document) {}

  Walk(Simulator sim) {
    this(sim, new TreeSet<>());
  }

  private Walk(Simulator sim, NavigableSet<String> arns) {
    this.sim = sim;
    this.arns = arns;
  }

  /** Another walk that goes on from here in another simulator, and knows the same ARNs. */
  Walk in(Simulator other) {
    return new Walk(other, new TreeSet<>(arns));
  }

  /** What was answered, and everything that can be looked at now. */
  List<String> seen() {
    List<String> all = new ArrayList<>(seen);
    all.add(sim.journal().text());
    all.add(sim.billing().text());
    all.add(sim.billing().running().toString());
    all.add(sim.resources().all().toString());
    all.add(sim.clock().pending().toString());
    all.add(sim.objects().list("s3://").toString());
    sim.faults().rules().forEach(r -> all.add(r + " " + r.matched() + " " + r.injections()));
    sim.script().rules().forEach(r -> all.add(r + " " + r.matched() + " " + r.bends()));
    all.add(sim.polling().toString());
    sim.chaos().ifPresent(chaos -> all.add(chaos.toString()));
    return all;
  }

  /** Goes so many steps, which follow from the seed and from what was answered. */
  Walk go(int steps, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < steps; i++) {
      step(random);
    }
    return this;
  }

  private void step(SplittableRandom random) {
    int kind = random.nextInt(100);
    if (kind < 75) {
      call(CALLS.get(random.nextInt(CALLS.size())), random);
    } else if (kind < 90) {
      seen.add(sim.clock().advance(Duration.ofSeconds(random.nextInt(4000))).toString());
    } else if (kind < 91) {
      seen.add(sim.clock().advance(Duration.ofDays(random.nextInt(9))).toString());
    } else {
      say(random);
    }
  }

  private void say(SplittableRandom random) {
    int least = random.nextInt(9);
    switch (random.nextInt(12)) {
      case 0 -> sim.faults().on("Describe*").first(1 + least).throttle();
      case 1 -> sim.faults().onAll().every(5 + least).suffer(Fault.error("ServiceUnavailable"));
      case 2 ->
          sim.faults()
              .on("Create*")
              .where(input -> input.toString().length() % 3 == 0)
              .withProbability(0.3)
              .delay(Duration.ofSeconds(1), Duration.ofSeconds(9));
      case 3 -> sim.faults().on("sagemaker:*").limitedTo(0.01 * (1 + least));
      case 4 -> sim.faults().onAll().during("training-job", "*", "Training").once().serverError();
      case 5 ->
          sim.script()
              .resource(TYPES.get(random.nextInt(TYPES.size())))
              .where(resource -> resource.name().length() > 1)
              .first(1 + least)
              .withProbability(0.5)
              .neverShow("LastModifiedTime");
      case 6 ->
          sim.script()
              .resource("training-job")
              .first(2)
              .takes("Training", job -> Duration.ofMinutes(job.sequence() % 50));
      case 7 -> sim.script().resource("training-job").withProbability(0.3).failAt("Training", "x");
      case 8 -> sim.consistency().lagUpTo(Duration.ofSeconds(100L * least));
      case 9 -> sim.objects().put("s3://bucket/in/users.json", "{\"userId\":\"" + least + "\"}\n");
      case 10 -> sim.quotas().set("ml.m5.large for training job usage", least);
      default -> more(least);
    }
  }

  private void more(int what) {
    switch (what) {
      case 0 -> sim.chaos(0.05);
      case 1 -> sim.polling(Polling.tick(Duration.ofSeconds(30)));
      case 2 -> sim.setup(PersonalizeSetup.class).recommend(query -> List.of(query.subject()));
      case 3 -> sim.setup(ModelContainers.class).inferenceOutput(file -> file.job());
      case 4 -> sim.polling(Polling.off());
      default -> sim.faults().usualRates();
    }
  }

  private void call(Template template, SplittableRandom random) {
    Matcher place = PLACE.matcher(template.document());
    String document =
        place.replaceAll(
            found ->
                found.group(1) == null
                    ? "n" + random.nextInt(3)
                    : Matcher.quoteReplacement(arn(found.group(1), random)));
    seen.add(template.operation() + " " + document + " -> " + exchange(template, document));
  }

  private String arn(String part, SplittableRandom random) {
    List<String> fitting = arns.stream().filter(arn -> arn.contains(part)).toList();
    return fitting.isEmpty()
        ? "arn:aws:personalize:us-east-1:123456789012:solution/none"
        : fitting.get(random.nextInt(fitting.size()));
  }

  private String exchange(Template template, String document) {
    WireReply reply = sim.exchange(request(template.operation(), Documents.of(document)));
    if (!(reply instanceof WireResponse response)) {
      return reply.toString();
    }
    String body = new String(response.body(), UTF_8);
    Matcher found = ARN.matcher(body);
    while (found.find()) {
      if (!found.group().contains(":iam:")) {
        arns.add(found.group());
      }
    }
    return response.status() + " " + response.headers() + " " + response.latency() + " " + body;
  }

  private static WireRequest request(Operation operation, ObjectNode document) {
    Map<String, String> headers = new LinkedHashMap<>();
    String path = operation.uri();
    if (path.equals("/")) {
      headers.put("X-Amz-Target", target(operation));
    }
    ObjectNode body = document.deepCopy();
    for (Member member : operation.input().orElseThrow().members()) {
      JsonNode value = document.get(member.name());
      if (value == null || member.location() == Location.BODY) {
        continue;
      }
      body.remove(member.name());
      String text = URLEncoder.encode(value.asText(), UTF_8);
      if (member.location() == Location.URI) {
        path = path.replace("{" + member.locationName() + "}", text);
      } else if (member.location() == Location.HEADER) {
        headers.put(member.locationName(), value.asText());
      } else {
        path += (path.contains("?") ? "&" : "?") + member.locationName() + "=" + text;
      }
    }
    return new WireRequest(operation.method(), path, headers, body.toString().getBytes(UTF_8));
  }

  private static String target(Operation operation) {
    String service = operation.contract().serviceId();
    return (service.equals("SageMaker") ? "SageMaker" : "AmazonPersonalize")
        + "."
        + operation.name();
  }

  private static List<Template> read() {
    try (InputStream calls =
        Objects.requireNonNull(Walk.class.getResourceAsStream("/dev/mlsim/walk/calls.txt"))) {
      Map<String, Contract> contracts = new LinkedHashMap<>();
      return Stream.of(new String(calls.readAllBytes(), UTF_8).split("\n"))
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 3))
          .map(
              parts ->
                  new Template(
                      Objects.requireNonNull(
                          contracts
                              .computeIfAbsent(parts[0], Contract::load)
                              .operations()
                              .get(parts[1]),
                          parts[1]),
                      parts[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
