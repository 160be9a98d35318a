package dev.mlsim.services.sagemaker.tuning;

import static dev.mlsim.services.sagemaker.tuning.TuningRules.each;
import static dev.mlsim.services.sagemaker.tuning.TuningRules.is;
import static dev.mlsim.services.sagemaker.vocabulary.SharedErrors.VALIDATION;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.service.Call;
import dev.mlsim.service.Precondition;
import dev.mlsim.services.sagemaker.vocabulary.Lists;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What holds for the ranges of a tuning job's hyperparameters (API reference, ParameterRanges;
 * developer guide, "Define Hyperparameter Ranges", also of what each scaling is for).
 */
final class RangeRules {
  private static final int MOST_RANGES = 30;

  static final Precondition[] OF_ALL = {
    each("each range has ends that are numbers, the lower one first", RangeRules::badRange),
    each("a range suits its scaling", RangeRules::badScaling),
    each("each hyperparameter is static or tuned, and tuned once", RangeRules::doubled),
    Precondition.unless(
        call ->
            call.has("Autotune")
                || Definition.of(call.input()).stream()
                    .noneMatch(d -> Parameter.of(d.ranges()).isEmpty()),
        "ranges, unless Autotune is on",
        VALIDATION,
        "At least one hyperparameter range is required for this hyperparameter tuning job."),
    Precondition.unless(
        call ->
            Definition.of(call.input()).stream()
                    .mapToInt(d -> Parameter.of(d.ranges()).size())
                    .max()
                    .orElse(0)
                <= MOST_RANGES,
        "at most 30 ranges in all",
        VALIDATION,
        "The number of hyperparameter ranges cannot exceed 30."),
    Precondition.of("the strategy suits the ranges", VALIDATION, RangeRules::unsuited)
  };

  private RangeRules() {}

  private static Optional<String> badRange(Call call, Definition definition) {
    try {
      for (Parameter parameter : Parameter.of(definition.ranges())) {
        if (parameter.least() > parameter.most()) {
          return Optional.of(
              "The minimum value of the range of hyperparameter "
                  + parameter.name()
                  + " must be less than or equal to its maximum value.");
        }
      }
      return Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> badScaling(Call call, Definition definition) {
    for (Parameter parameter : Parameter.of(definition.ranges())) {
      if (parameter.scaling().equals("Logarithmic") && parameter.least() <= 0) {
        return Optional.of(
            "Logarithmic scaling of hyperparameter "
                + parameter.name()
                + " requires a range with only values greater than 0.");
      }
      boolean reverse = parameter.scaling().equals("ReverseLogarithmic");
      if (reverse && parameter.kind().equals(Parameter.INTEGER)) {
        return Optional.of(
            "ReverseLogarithmic scaling is not supported for integer hyperparameter "
                + parameter.name()
                + ".");
      }
      if (reverse && (parameter.least() < 0 || parameter.most() >= 1)) {
        return Optional.of(
            "ReverseLogarithmic scaling of hyperparameter "
                + parameter.name()
                + " requires a range within 0 <= x < 1.0.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> doubled(Call call, Definition definition) {
    List<Parameter> parameters = Parameter.of(definition.ranges());
    Optional<String> twice = Lists.doubled(parameters.stream().map(Parameter::name));
    if (twice.isPresent()) {
      return Optional.of("The hyperparameter " + twice.get() + " has more than one range.");
    }
    return parameters.stream()
        .map(Parameter::name)
        .filter(definition.document().path("StaticHyperParameters")::has)
        .findFirst()
        .map(
            name ->
                "The hyperparameter "
                    + name
                    + " is defined in both static and tunable hyperparameters. A hyperparameter can"
                    + " only be one of them.");
  }

  /** How many combinations the ranges of all definitions have. */
  static double combinations(JsonNode job) {
    double all = 0;
    for (Definition definition : Definition.of(job)) {
      double combinations = 1;
      for (Parameter parameter : Parameter.of(definition.ranges())) {
        combinations *= parameter.combinations();
      }
      all += combinations;
    }
    return all;
  }

  /** How many training jobs a call asks for: as many as a grid has combinations, if it is one. */
  static long number(Call call) {
    return call.number(TuningRules.NUMBER)
        .orElseGet(
            () ->
                is(call, "Grid")
                    ? (long) Math.min(Integer.MAX_VALUE, combinations(call.input()))
                    : 0L);
  }

  private static Optional<String> unsuited(Call call) {
    double combinations = combinations(call.input());
    Optional<Long> number = call.number(TuningRules.NUMBER);
    if (is(call, "Grid")) {
      boolean categories =
          Definition.of(call.input()).stream()
              .flatMap(d -> Parameter.of(d.ranges()).stream())
              .allMatch(p -> p.kind().equals(Parameter.CATEGORICAL));
      if (!categories) {
        return Optional.of("Only categorical parameters are supported with the Grid strategy.");
      }
      return number.isPresent() && number.get() != combinations
          ? Optional.of(
              "MaxNumberOfTrainingJobs must be equal to the number of combinations of categorical"
                  + " parameters, "
                  + (long) combinations
                  + ", with the Grid strategy.")
          : Optional.empty();
    }
    return number.isPresent() && combinations < number.get() && !call.has("Autotune")
        ? Optional.of(
            "You don't have enough combinations of hyperparameter ranges. The total number of"
                + " hyperparameter combinations for the provided ranges ["
                + String.format(Locale.ROOT, "%.1f", combinations)
                + "] must be equal or greater than the value of MaxNumberOfJobs, ["
                + number.get()
                + "]. Provide additional ranges.")
        : Optional.empty();
  }
}
