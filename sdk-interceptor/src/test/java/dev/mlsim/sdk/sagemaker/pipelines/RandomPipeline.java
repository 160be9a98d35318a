package dev.mlsim.sdk.sagemaker.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A pipeline of at most thirty steps, drawn from a seed.
 *
 * @param steps its steps as they stand in the definition, each before those inside of it
 * @param most how many may run at once
 */
record RandomPipeline(List<Step> steps, int most) {
  private static final int LARGEST = 30;

  /**
   * A step.
   *
   * @param kind EMR, Condition or Fail
   * @param needs what it depends on, all of them written before it
   * @param gate the condition that it stands in; empty outside of one
   * @param inIf in which branch
   * @param holds whether its condition holds, if it has one
   * @param millis how long it takes, or until it fails
   */
  record Step(
      String name,
      String kind,
      List<String> needs,
      String gate,
      boolean inIf,
      boolean holds,
      boolean fails,
      int millis) {}

  static RandomPipeline of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Step> steps = new ArrayList<>();
    int size = 1 + random.nextInt(LARGEST);
    while (steps.size() < size) {
      add(steps, "", true, size, random);
    }
    return new RandomPipeline(List.copyOf(steps), 1 + random.nextInt(8));
  }

  private static void add(
      List<Step> steps, String gate, boolean inIf, int size, SplittableRandom random) {
    int kind = random.nextInt(20);
    List<String> known =
        steps.stream()
            .filter(step -> !step.kind.equals("Fail") && !step.name.equals(gate))
            .map(Step::name)
            .toList();
    List<String> needs =
        known.stream().filter(name -> random.nextInt(known.size()) < 2).distinct().toList();
    String name = "s" + steps.size();
    steps.add(
        new Step(
            name,
            kind == 0 ? "Fail" : kind < 4 ? "Condition" : "EMR",
            needs,
            gate,
            inIf,
            random.nextBoolean(),
            random.nextInt(15) == 0,
            1 + random.nextInt(900_000)));
    if (kind > 0 && kind < 4) {
      for (boolean branch : new boolean[] {true, false}) {
        for (int inner = random.nextInt(4); inner > 0 && steps.size() < size; inner--) {
          add(steps, name, branch, size, random);
        }
      }
    }
  }

  String definition() {
    return Piped.definition(written("", true));
  }

  private String written(String gate, boolean inIf) {
    return steps.stream()
        .filter(step -> step.gate.equals(gate) && (gate.isEmpty() || step.inIf == inIf))
        .map(this::written)
        .collect(Collectors.joining(", "));
  }

  private String written(Step step) {
    String needs =
        step.needs.stream().map(need -> "'" + need + "'").collect(Collectors.joining(", "));
    String arguments =
        step.kind.equals("Condition")
            ? ", 'Arguments': {'Conditions': [{'Type': 'Equals', 'LeftValue': 1, 'RightValue': "
                + (step.holds ? 1 : 2)
                + "}], 'IfSteps': ["
                + written(step.name, true)
                + "], 'ElseSteps': ["
                + written(step.name, false)
                + "]}"
            : "";
    return "{'Name': '"
        + step.name
        + "', 'Type': '"
        + step.kind
        + "', 'DependsOn': ["
        + needs
        + "]"
        + arguments
        + "}";
  }
}
