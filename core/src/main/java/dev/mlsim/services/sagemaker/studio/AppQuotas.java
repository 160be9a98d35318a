package dev.mlsim.services.sagemaker.studio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mlsim.contract.StringShape;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Family;
import dev.mlsim.service.Holding;
import dev.mlsim.service.Quota;
import dev.mlsim.services.sagemaker.vocabulary.InstanceQuotas;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many apps of a type may run on a type of instance, by the names of Service Quotas; the first
 * as it is quoted in aws/amazon-sagemaker-feedback#157.
 */
final class AppQuotas {

  /** A quota's name before and behind the type of instance. */
  private record Named(String appType, String before, String behind) {
    String of(String instance) {
      return before + instance + behind;
    }

    boolean is(String name) {
      return name.startsWith(before) && name.endsWith(behind);
    }
  }

  private static final List<Named> NAMES =
      List.of(
          new Named("JupyterLab", "Studio JupyterLab Apps running on ", " instances"),
          new Named("CodeEditor", "Studio CodeEditor Apps running on ", " instances"),
          new Named("KernelGateway", "Studio KernelGateway Apps running on ", " instance"),
          new Named("RSessionGateway", "RSessionGateway Apps running on ", " instance"));

  private static final double FEW = 4;
  private static final Set<String> SMALL = Set.of("ml.t3.medium", "ml.t3.large", "ml.m5.large");

  private static final List<Quota> ALL = NAMES.stream().map(AppQuotas::quota).toList();

  private AppQuotas() {}

  private static Quota quota(Named name) {
    return Quota.byName(
            name::is,
            n -> InstanceQuotas.RAISED,
            call -> asked(name, call),
            InstanceQuotas.exceeded("Apps"))
        .initially(n -> SMALL.stream().map(name::of).anyMatch(n::equals) ? FEW : 0);
  }

  private static Map<String, Long> asked(Named name, Call call) {
    return name.appType().equals(call.text("AppType").orElse(""))
        ? counted(name, AppSettings.of(call).spec())
        : Map.of();
  }

  private static Map<String, Long> counted(Named name, JsonNode spec) {
    return Map.of(name.of(spec.path("InstanceType").asText()), 1L);
  }

  private static Map<String, Long> amounts(Resource app) {
    for (Named name : NAMES) {
      if (name.appType().equals(Parents.text(app, "AppType"))) {
        return counted(name, app.attributes().path("ResourceSpec"));
      }
    }
    return Map.of();
  }

  /** What an app holds until it is deleted. */
  static Holding held() {
    return Holding.byName(AppQuotas::amounts).except("Deleted", "Failed");
  }

  static Quota[] toArray() {
    return ALL.toArray(Quota[]::new);
  }

  static void declare(Family family) {
    for (int i = 0; i < ALL.size(); i++) {
      Named name = NAMES.get(i);
      family.quota(() -> instances(family).stream().map(name::of).toList(), ALL.get(i));
    }
  }

  private static List<String> instances(Family family) {
    return family.contract().shape("AppInstanceType").orElseThrow() instanceof StringShape shape
        ? shape.enumValues().stream().filter(type -> !type.equals("system")).toList()
        : List.of();
  }
}
