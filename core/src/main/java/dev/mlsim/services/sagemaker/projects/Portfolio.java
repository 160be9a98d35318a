package dev.mlsim.services.sagemaker.projects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mlsim.lifecycle.Resource;
import dev.mlsim.service.Call;
import dev.mlsim.service.Documents;
import dev.mlsim.service.Family;
import dev.mlsim.service.Handler;
import dev.mlsim.service.ResourceType;
import dev.mlsim.service.World;
import java.util.Optional;

/**
 * Whether the account may use SageMaker's portfolio of the service catalogue: a switch. It is kept
 * as a resource that is there while the switch is on.
 */
enum Portfolio implements Handler {
  ENABLE("enable") {
    @Override
    public ObjectNode answer(Call call) {
      if (there(call.world()).isEmpty()) {
        call.world()
            .begin(
                TYPE,
                new Resource(
                    TYPE.name(), KEY, KEY, "", TYPE.lifecycle(), Documents.empty(), call.now()));
      }
      return Documents.empty();
    }
  },
  DISABLE("disable") {
    @Override
    public ObjectNode answer(Call call) {
      there(call.world()).ifPresent(on -> call.world().remove(on));
      return Documents.empty();
    }
  },
  STATUS("status") {
    @Override
    public ObjectNode answer(Call call) {
      boolean isOn = there(call.world()).isPresent();
      return Documents.empty().put("Status", isOn ? "Enabled" : "Disabled");
    }
  };

  private static final String KEY = "sagemaker";
  private static final ResourceType TYPE = ResourceType.named("servicecatalog-portfolio").build();

  private final String kind;

  Portfolio(String kind) {
    this.kind = kind;
  }

  private static Optional<Resource> there(World world) {
    return world.registry().byKey(TYPE, KEY);
  }

  @Override
  public String kind() {
    return kind;
  }

  static void declare(Family family) {
    family
        .type(TYPE)
        .operation("EnableSagemakerServicecatalogPortfolio", ENABLE)
        .operation("DisableSagemakerServicecatalogPortfolio", DISABLE)
        .operation("GetSagemakerServicecatalogPortfolioStatus", STATUS)
        .judged(
            "portfolio",
            "GetSagemakerServicecatalogPortfolioStatus",
            "The portfolio is Disabled at first; projects can be made all the same.");
  }
}
